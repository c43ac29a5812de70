import { ALWAYS, REPLAYED, TAG } from "./shared-headers.js";
import { jsonResponse } from "./shared-responses.js";
import { SAMPLE_TIME, time } from "./shared-schemas.js";
import { closedObject, refer, withExample, type Response, type Schema } from "./types.js";

const orNull = ({ type, ...schema }: Schema): Schema => ({ type: ["null", ...(typeof type === "string" ? [type] : [])], ...schema });

const attempt = closedObject({
  startedAt: time("When it began."),
  endedAt: orNull(time("When it ended; null while it runs.")),
  error: { type: ["string", "null"], description: "What went wrong; null when nothing did." },
});
const attempts: Schema = { type: "array", items: attempt, description: "Oldest first; the last one may be under way." };

const progress: Schema = {
  ...closedObject({
    value: { type: "number" },
    total: { type: ["number", "null"], description: "What the value comes to in the end, where that is known." },
    message: { type: ["string", "null"] },
  }),
  type: ["object", "null"],
  description: "How far it is, while it runs.",
};

/** What answers of jobs hold, under the names of their components. */
export const JOB_SCHEMAS: Readonly<Record<string, Schema>> = {
  StatusOfJob: {
    description: "How a job is doing.",
    ...closedObject({
      state: { type: "string", enum: ["pending", "running", "completed", "failed", "cancelled"] },
      attempts,
      progress,
      dueAt: orNull(time("When it may start, or a schedule comes next; null once it has ended.")),
      worker: { type: ["string", "null"], description: "Who runs it." },
      leaseUntil: orNull(time("Until when the worker has it without another sign of life.")),
      isCancelled: { type: "boolean", description: "Whether it runs and is to be cancelled." },
    }),
  },
  RerunBody: {
    description: "Which jobs are to run again, of those that have ended.",
    ...closedObject({ where: refer("schemas", "SearchCondition"), most: { type: "integer", minimum: 1, maximum: 10_000, default: 1000, description: "Writes nothing when there are more." } }, ["most"]),
  },
};

const firstAttempt = { startedAt: SAMPLE_TIME, endedAt: null, error: null };
const status = {
  state: "running",
  attempts: [firstAttempt],
  progress: { value: 3, total: 10, message: "epoch 3" },
  dueAt: SAMPLE_TIME,
  worker: "host:4711",
  leaseUntil: SAMPLE_TIME,
  isCancelled: false,
};
const statusBody = withExample(refer("schemas", "StatusOfJob"), status);

/** Answers of jobs, under the names of their components. */
export const JOB_RESPONSES: Readonly<Record<string, Response>> = {
  JobStatus: jsonResponse("How the job is doing.", statusBody, TAG),
  JobCancelled: jsonResponse("How the job is doing now: it has ended, or its worker is told to stop.", statusBody, REPLAYED),
  JobAttempts: jsonResponse("The attempts.", withExample(closedObject({ items: attempts }), { items: [firstAttempt] }), TAG),
  JobLog: { description: "The log, as far as it goes.", headers: ALWAYS, content: { "text/plain": { schema: { type: "string" } } } },
  JobEvents: {
    description: "The events, until the job has ended, or the connection.",
    headers: { ...ALWAYS, "X-Accel-Buffering": { description: "Has proxies pass the events on at once.", required: true, schema: { type: "string", enum: ["no"] } } },
    content: { "text/event-stream": { schema: { type: "string" } } },
  },
};
