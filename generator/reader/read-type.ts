import type { ts } from "ts-morph";
import type { Place, Reader, TypeReading } from "./reader.js";

/** Reads the type of a field; null when it can't be, which is reported. */
export function readType(node: ts.TypeNode, place: Place, reader: Reader): TypeReading | null {
  const part = reader.readPart(node, place);
  if (part.kind === "value") return part.value;
  const spot = { source: place.source, node };
  if (part.kind === "null") reader.reports.add("SPEC2014", spot, "The type is only `null`.", "Add the type of the value: `string | null`.");
  if (part.kind === "markers")
    reader.reports.add("SPEC2107", spot, "A marker is not a type.", "Join it to one with `&`: `string & Index`.");
  return null;
}
