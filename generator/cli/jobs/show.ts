import { EXIT } from "../exit-code.js";
import type { World } from "../world.js";
import { describeProgress } from "./describe.js";
import { managerOf, type OpenedJobs } from "./open-jobs.js";
import { toJson, toLine, toText } from "./printable.js";
import type { JobStatus, Manager, StoredJob } from "./runtime.js";

const LAST_LINES = 20;
/** More of a payload or a result, in characters, would push all else off the screen. */
const LONGEST_JSON = 1_000;

/** `specstar jobs show`: all that is known of a job, and the end of its log. */
export async function show({ managers }: OpenedJobs, resourceId: string, { json = false }: { readonly json?: boolean }, world: World): Promise<number> {
  const manager = managerOf(managers, resourceId);
  const [job, status, log] = await Promise.all([manager.get(resourceId), manager.status(resourceId), readEnd(manager, resourceId)]);
  const { payload, result } = job.data;
  const { createdTime, createdBy } = job.meta;
  if (json) world.stdout(`${toJson({ resourceId, createdTime, createdBy, ...status, payload, result, log })}\n`);
  else world.stdout(describe(job, status, log).map((line) => `${line}\n`).join(""));
  return EXIT.ok;
}

/** The log's last lines, without holding more of it. */
async function readEnd(manager: Manager, resourceId: string): Promise<readonly string[]> {
  let lines: string[] = [""];
  for await (const text of manager.readLog(resourceId)) lines = `${lines.join("\n")}${text}`.split("\n").slice(-LAST_LINES - 1);
  return lines.at(-1) === "" ? lines.slice(0, -1) : lines.slice(-LAST_LINES);
}

function describe({ data, meta }: StoredJob, { state, attempts, progress, dueAt, worker, isCancelled }: JobStatus, log: readonly string[]): readonly string[] {
  return [
    `${meta.resourceId}  ${state}${isCancelled ? ", is being cancelled" : ""}`,
    `created   ${meta.createdTime} by ${toLine(meta.createdBy)}`,
    ...(data.schedule === null ? [] : [`schedule  ${toJson(data.schedule, 0)}`]),
    ...(dueAt === null || state === "running" ? [] : [`due       ${dueAt}`]),
    ...(worker === null ? [] : [`worker    ${toLine(worker)}`]),
    ...(progress === null ? [] : [`progress  ${describeProgress(progress)}`]),
    ...attempts.map(({ startedAt, endedAt, error }, at) => `attempt ${at + 1} from ${startedAt} ${endedAt === null ? "on" : `to ${endedAt}`}${error === null ? "" : `: ${toText(error)}`}`),
    `payload   ${toShortJson(data.payload)}`,
    ...(data.result === null ? [] : [`result    ${toShortJson(data.result)}`]),
    ...(log.length === 0 ? [] : ["log", ...log.map((line) => `  ${toText(line)}`)]),
  ];
}

function toShortJson(value: unknown): string {
  const text = toText(toJson(value, 0));
  return text.length <= LONGEST_JSON ? text : `${text.slice(0, LONGEST_JSON)}… (${text.length} characters: --json prints all of them)`;
}
