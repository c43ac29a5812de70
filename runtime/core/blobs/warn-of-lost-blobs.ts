import type { BlobStore } from "../../stores/blob-store.js";
import type { Storage } from "../../stores/storage.js";
import { shapeOf } from "../schema-shape.js";
import type { AnySpec } from "../context.js";
import { holdsBinary } from "./map-binaries.js";

const warned = new WeakMap<BlobStore, Set<string>>();

/**
 * Warns, once for each model, that its files would be gone after a restart while the resources that name them are still there: the
 * choice of some back ends unless told otherwise. A storage without a database has nothing that stays. Node.js prints it on stderr, and
 * hands it to listeners of the process's `warning`.
 */
export function warnOfLostBlobs(spec: AnySpec, { blobs, migrations, description }: Storage): void {
  if (!takesFiles(spec)) return;
  const { name: model } = spec;
  const models = warned.get(blobs) ?? new Set<string>();
  if (blobs.isDurable || migrations === null || models.has(model)) return;
  warned.set(blobs, models.add(model));
  const where = description === undefined ? "" : ` (${description})`;
  process.emitWarning(`The model ${model} has files, and they are kept in memory${where}: they are gone when this process ends. Name a place for them under "blob" in backend.json.`, {
    type: "SpecstarWarning",
    code: "SPECSTAR_BLOBS_IN_MEMORY",
  });
}

/** What a job has logged is no file of anybody's, and stays in the database where blobs don't last. */
function takesFiles({ schema, job }: AnySpec): boolean {
  const shape = shapeOf(schema);
  if (job === undefined || shape.kind !== "object") return holdsBinary(schema);
  return Object.entries(shape.fields).some(([name, field]) => name !== "log" && holdsBinary(field));
}
