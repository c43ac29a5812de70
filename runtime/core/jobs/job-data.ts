import { z } from "zod";

const jobData = z.looseObject({
  payload: z.unknown(),
  result: z.unknown(),
  state: z.enum(["pending", "running", "completed", "failed", "cancelled"]),
  maxRetries: z.number().nullable(),
  timeout: z.number().nullable(),
  schedule: z.unknown(),
  attempts: z.array(z.object({ startedAt: z.string(), endedAt: z.string().nullable(), error: z.string().nullable() })),
  log: z.object({ fileId: z.string(), size: z.number() }).nullable(),
});

/** The data of a job as JSON, of whatever model. */
export type JobData = Readonly<z.output<typeof jobData>>;

/** @param text as it is stored, of a model that extends `Job`. */
export function parseJobData(text: string): JobData {
  return jobData.parse(JSON.parse(text));
}
