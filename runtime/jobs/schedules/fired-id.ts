import { createHash } from "node:crypto";
import { modelOf } from "../../core/ids.js";

/** As long as an id's own part may be, without what is put behind it. */
const LONGEST = 128 - "-20260101T000000Z".length;
const HASH_LENGTH = 16;

/** The id of the job that a schedule makes for one of its times: whoever makes it, it is the same. */
export function firedId(scheduleId: string, time: Date): string {
  const model = modelOf(scheduleId);
  const own = scheduleId.slice(model.length + 1);
  return `${model}:${own.length <= LONGEST ? own : shorten(own)}-${stamp(time)}`;
}

function shorten(own: string): string {
  const hash = createHash("sha256").update(own).digest("hex").slice(0, HASH_LENGTH);
  return `${own.slice(0, LONGEST - HASH_LENGTH - 1)}-${hash}`;
}

/** `20260101T000000Z`. */
function stamp(time: Date): string {
  return `${time.toISOString().slice(0, 19).replaceAll(/[-:]/g, "")}Z`;
}
