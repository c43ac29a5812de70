import type { ts } from "ts-morph";
import type { RecordType, StringType, TemplateType } from "../ir/type.js";
import { NUMBER_PATTERN } from "./template-pattern.js";
import { readType } from "./read-type.js";
import { FAILED, plainReading, type Part, type Place, type Reader } from "./reader.js";

interface RecordNode {
  readonly keys: ts.TypeNode;
  readonly values: ts.TypeNode;
  readonly readonly: boolean;
}

/** Reads `{ [key: string]: number }`. */
export function readRecord({ keys, values, readonly }: RecordNode, place: Place, reader: Reader): Part {
  const key = openKeys(reader.readPart(keys, place));
  if (key === null) {
    const help = "Use `string`, `number` or a template literal as the type of the keys.";
    reader.reports.add("SPEC2003", { source: place.source, node: keys }, "The keys of a record can't have this type.", help);
    return FAILED;
  }
  return readValues({ keys: key, values, readonly }, place, reader);
}

interface OpenRecord {
  readonly keys: RecordType["keys"];
  readonly values: ts.TypeNode;
  readonly readonly: boolean;
}

/** A record whose keys have been read: its values are read as well. */
export function readValues({ keys, values, readonly }: OpenRecord, place: Place, reader: Reader): Part {
  const value = readType(values, place, reader);
  if (value === null) return FAILED;
  const record = plainReading({ kind: "record", keys, values: { type: value.type, nullable: value.nullable }, readonly });
  return { kind: "value", value: { ...record, inside: [value] } };
}

/** The keys of a record that takes more than a few: any text, numbers, or texts of a pattern. Null for any other type. */
export function openKeys(part: Part): StringType | TemplateType | null {
  if (part.kind !== "value" || part.value.nullable) return null;
  const { type } = part.value;
  if (type.kind === "string" || type.kind === "template") return type;
  return type.kind === "number" ? { kind: "template", parts: [{ hole: "number" }], pattern: `^${NUMBER_PATTERN}$` } : null;
}
