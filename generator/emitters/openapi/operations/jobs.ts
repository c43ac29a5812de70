import type { RouteName } from "../../../ir/model.js";
import { plain, REASONS, shared, TAG_CONDITIONS, WRITE_CONDITIONS, type OperationRow } from "../operation-row.js";
import { refer } from "../types.js";

/** What is done with jobs alone. */
export const JOB_OPERATIONS = {
  cancel: {
    ...plain,
    id: ({ name }) => `cancel${name}`,
    summary: ({ noun }) => `Cancel one ${noun}`,
    description: "Ends a job that waits, and has one that runs told to stop. One that is cancelled already stays so.",
    parameters: [...REASONS, ...WRITE_CONDITIONS, "IdempotencyKey"],
    answers: shared(200, "JobCancelled"),
    others: [404, 409, 410, 412],
  },
  rerun: {
    ...plain,
    id: ({ name }) => `rerun${name}`,
    summary: ({ noun }) => `Run one ${noun} again`,
    description: "Has a job that has ended run again, by a new revision.",
    parameters: [...REASONS, ...WRITE_CONDITIONS, "IdempotencyKey"],
    answers: shared(200, "Revision"),
    others: [404, 409, 410, 412],
  },
  rerunMany: {
    ...plain,
    id: ({ names }) => `rerunMany${names}`,
    summary: ({ nouns }) => `Run many ${nouns} again`,
    description: "Has all jobs run again that meet a condition and have ended, or none.",
    parameters: [...REASONS, "IdempotencyKey"],
    request: { "application/json": { schema: refer("schemas", "RerunBody"), examples: { example: { value: { where: {} } } } } },
    answers: shared(200, "BulkDone"),
    others: [409, 413, 415, 422],
  },
  status: {
    ...plain,
    id: ({ name }) => `getStatusOf${name}`,
    summary: ({ noun }) => `Read how one ${noun} is doing`,
    description: "Tells what is known of a job right now. It costs little to ask again.",
    parameters: [...TAG_CONDITIONS],
    answers: shared(200, "JobStatus"),
    others: [304, 404, 410, 412],
  },
  listAttempts: {
    ...plain,
    id: ({ name }) => `listAttemptsOf${name}`,
    summary: ({ noun }) => `List the attempts of one ${noun}`,
    description: "Gives the runs of a job, oldest first, each with its error.",
    parameters: [...TAG_CONDITIONS],
    answers: shared(200, "JobAttempts"),
    others: [304, 404, 410, 412],
  },
  readLog: {
    ...plain,
    id: ({ name }) => `readLogOf${name}`,
    summary: ({ noun }) => `Read the log of one ${noun}`,
    description: "Gives what a job has logged: up to now while it runs, all of it once it has ended.",
    answers: shared(200, "JobLog"),
    others: [404, 410],
  },
  watch: {
    ...plain,
    id: ({ name }) => `watch${name}`,
    summary: ({ noun }) => `Watch one ${noun}`,
    description:
      "Server-sent events (https://html.spec.whatwg.org/multipage/server-sent-events.html), whose data is JSON. `status` has what the status " +
      "has, whenever that changes. `log` has `{text}`, what was logged since, from the beginning unless `Last-Event-ID` says from where. " +
      "`end` is the last one, when the job has ended; who comes back with its id is answered with 204.",
    parameters: ["LastEventId"],
    answers: () => ({ 200: refer("responses", "JobEvents"), 204: refer("responses", "Done") }),
    others: [404, 410, 503],
  },
} satisfies Partial<Record<RouteName, OperationRow>>;
