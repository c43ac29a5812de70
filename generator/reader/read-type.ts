import type { ts } from "ts-morph";
import type { DiagnosticCode } from "../diagnostics/catalogue.js";
import type { Part, Place, Reader, TypeReading } from "./reader.js";

interface Problem {
  readonly code: DiagnosticCode;
  readonly message: string;
  readonly help: string;
}

/** What is to be said of a part that is no type of a value. */
const PROBLEMS: Readonly<Record<Exclude<Part["kind"], "value" | "failed">, Problem>> = {
  null: { code: "SPEC2014", message: "The type is only `null`.", help: "Add the type of the value: `string | null`." },
  undefined: {
    code: "SPEC2004",
    message: "`undefined` can't be the type of a field.",
    help: "Write `?` behind the field's name if it may be absent, or `| null` if it may be empty.",
  },
  never: { code: "SPEC2002", message: "No value has the type: it comes to `never`.", help: "Say what the field holds, or leave it out." },
  empty: { code: "SPEC2011", message: "`{}` can't be the type of a field.", help: "Write the fields of the object, or `unknown` for any JSON value." },
  markers: { code: "SPEC2107", message: "A marker is not a type.", help: "Join it to one with `&`: `string & Index`." },
};

/** Reads the type of a field; null when it can't be, which is reported. */
export function readType(node: ts.TypeNode, place: Place, reader: Reader): TypeReading | null {
  return toReading(reader.readPart(node, place), node, place, reader);
}

/** A part as the type of a field; null when it is none, which is reported. */
export function toReading(part: Part, node: ts.Node, { source, optional }: Place, reader: Reader): TypeReading | null {
  if (part.kind === "failed") return null;
  const spot = { source, node };
  if (part.kind !== "value") {
    const { code, message, help } = PROBLEMS[part.kind];
    reader.reports.add(code, spot, message, help);
    return null;
  }
  if (part.value.undefined === undefined || optional) return part.value;
  const help = "JSON has no `undefined`: write `?` behind the field's name if it may be absent, or `| null` if it may be empty.";
  reader.reports.add("SPEC2004", spot, "`undefined` can't be a value of the field.", help);
  return null;
}
