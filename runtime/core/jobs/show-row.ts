import { hash } from "node:crypto";
import type { JobRow } from "../../stores/job-table.js";
import { Facts } from "../facts.js";
import type { EncodedFacts, EncodedResource } from "../resource.js";
import { FIRST_RECORD } from "./job-record.js";
import { recordOf } from "./record-of.js";

/** Enough to tell the states of one job apart. */
const HASH_LENGTH = 12;

/** What a job shows of its row. Nothing while nobody has held it: its data says all there is. A schedule never runs. */
function fieldsOf(row: JobRow): object | undefined {
  const { hold, record, isSchedule, dueAt } = row;
  if (isSchedule || (hold === null && record === FIRST_RECORD)) return undefined;
  return { state: stateOf(hold), attempts: recordOf(row).attempts, runAt: dueAt };
}

function stateOf(hold: JobRow["hold"]): "running" | "pending" {
  return hold === null ? "pending" : "running";
}

/** A job that has not ended, with the state of its row, and a tag that changes with what is shown. */
export function showFacts<Item extends Pick<EncodedFacts, "meta" | "etag">>(item: Item, row: JobRow): Item {
  const fields = fieldsOf(row);
  if (fields === undefined) return item;
  const { indexedData, ...meta } = item.meta.value;
  const tag = hash("sha256", JSON.stringify(fields)).slice(0, HASH_LENGTH);
  return { ...item, meta: Facts.of({ ...meta, indexedData: { ...indexedData, state: stateOf(row.hold) } }), etag: `${item.etag}~${tag}` };
}

/** The same with its data. */
export function showResource(item: EncodedResource, row: JobRow): EncodedResource {
  const fields = fieldsOf(row);
  return fields === undefined ? item : { ...showFacts(item, row), data: JSON.stringify({ ...JSON.parse(item.data), ...fields }) };
}
