import { z } from "zod";

/** As it is in data, checked or parsed from its text. */
const time = z.union([z.date(), z.string().transform((text) => new Date(text))]);

const missed = z.enum(["skip", "once", "all"]).optional();
const until = time.optional();

const schedule = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("cron"), cron: z.string(), timeZone: z.string().optional(), missed, until }),
  z.object({ kind: z.literal("interval"), every: z.number(), missed, until }),
]);

/** Lenient towards data that was written before a field was there. */
const jobFacts = z.object({
  state: z.string(),
  priority: z.number().default(0),
  runAt: time.nullable().default(null),
  concurrencyKey: z.string().nullable().default(null),
  schedule: schedule.nullable().default(null),
});

/** What of a job's data decides when it runs. */
export type JobFacts = Readonly<z.output<typeof jobFacts>>;

/** Takes it out of data that has passed the model's schema, or was parsed from its text. */
export function jobFactsOf(data: unknown): JobFacts {
  return jobFacts.parse(data);
}
