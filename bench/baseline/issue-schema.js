import { z } from "zod";

const dateTime = z.iso.datetime({ offset: true }).transform((text) => new Date(text).toISOString());

/** What a create or an update takes: every field but the title has a default, unknown ones are refused. */
export const issueBody = z.strictObject({
  title: z.string().max(200),
  description: z.string().nullable().default(null),
  status: z.enum(["open", "in_progress", "resolved"]).default("open"),
  severity: z.enum(["low", "medium", "high"]).default("medium"),
  assignee: z.string().nullable().default(null),
  dueDate: dateTime.nullable().default(null),
  resolvedAt: dateTime.nullable().default(null),
});

const limit = z.coerce.number().int().min(1).default(50).transform((n) => Math.min(n, 1000));

/** The query parameters of the list. A filter compares for equality; `dueDateBefore` takes all that is due before it. */
export const listParameters = z.strictObject({
  status: z.string().optional(),
  severity: z.string().optional(),
  assignee: z.string().optional(),
  dueDateBefore: dateTime.optional(),
  sort: z.enum(["createdTime", "-createdTime", "updatedTime", "-updatedTime"]).default("-createdTime"),
  limit,
  cursor: z.string().optional(),
});

/** The query parameters of the history. */
export const historyParameters = z.strictObject({ limit, cursor: z.coerce.number().int().optional() });

/** @typedef {z.infer<typeof issueBody>} IssueData */
/** @typedef {z.infer<typeof listParameters>} ListParameters */
/** @typedef {z.infer<typeof historyParameters>} HistoryParameters */
