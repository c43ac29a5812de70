import type { ts } from "ts-morph";
import { keysOf } from "./read-keys.js";
import { defineAnonymous, placeName } from "./read-object.js";
import { readValues } from "./read-record.js";
import { readType } from "./read-type.js";
import { innerPlace, FAILED, NEVER, type Part, type Place, type Reader } from "./reader.js";
import { draftOf, once, type Shape, type ShapeMember } from "./shape.js";

interface RecordNode {
  readonly keys: ts.TypeNode;
  readonly values: ts.TypeNode;
  readonly node: ts.Node;
}

/** Reads `Record<K, V>`: an object when the keys are listed. */
export function readRecordType({ keys, values, node }: RecordNode, place: Place, reader: Reader): Part {
  const inner = innerPlace(place);
  const part = reader.readPart(keys, inner);
  const read = keysOf(part, reader);
  if (part.kind === "failed") return FAILED;
  if (read === null) {
    const help = "Use `string`, `number`, a template literal, or a union of literals as the type of the keys.";
    reader.reports.add("SPEC2003", { source: place.source, node: keys }, "The keys of a record can't have this type.", help);
    return FAILED;
  }
  if (read.open !== null) {
    return readValues({ keys: read.open, values, readonly: false }, { ...inner, path: [...place.path, "value"] }, reader);
  }
  if (read.names.length === 0) return NEVER;
  const name = placeName(place);
  const shape = once((): Shape => {
    const reading = once(() => readType(values, { ...inner, path: [name, "value"] }, reader));
    const members = read.names.map((key): [string, ShapeMember] => {
      const at = { source: place.source, node };
      const draft = (): ReturnType<ShapeMember["read"]> => {
        const value = reading();
        return value === null ? null : draftOf(key, value, at);
      };
      return [key, { name: key, ...at, read: draft }];
    });
    return { members: new Map(members), rest: () => null, broken: false };
  });
  return defineAnonymous({ shape, node, joins: [], name }, place, reader);
}
