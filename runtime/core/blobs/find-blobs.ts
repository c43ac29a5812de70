import type { z } from "zod";
import type { Binary } from "../../spec.js";
import { isRecord } from "../is-record.js";
import { mapBinaries } from "./map-binaries.js";

/** A `Binary` in data. */
export interface FoundBlob {
  readonly path: readonly PropertyKey[];
  readonly binary: Binary;
}

/** The `Binary` values in data of the schema, in their order. */
export function findBlobs(schema: z.core.$ZodType, data: unknown): readonly FoundBlob[] {
  const found: FoundBlob[] = [];
  mapBinaries(schema, data, (value, path) => {
    if (isBinaryValue(value)) found.push({ path, binary: value });
    return value;
  });
  return found;
}

function isBinaryValue(value: unknown): value is Binary {
  if (!isRecord(value)) return false;
  const { fileId, size, contentType } = value;
  return typeof fileId === "string" && typeof size === "number" && typeof contentType === "string";
}
