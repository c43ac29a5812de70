import { plainReading, type Part, type Reader } from "./reader.js";

/** The members of a union one by one: literals apart, true and false apart, and null. What is no union is alone. */
export function splitPart(part: Part, reader: Reader): readonly Part[] {
  if (part.kind === "never") return [];
  if (part.kind !== "value") return [part];
  const { type, nullable, undefined: orUndefined } = part.value;
  const rest: Part[] = [...(nullable ? [{ kind: "null" } as const] : []), ...(orUndefined === true ? [{ kind: "undefined" } as const] : [])];
  if (type.kind === "union") return [...type.members.flatMap((member) => splitPart({ kind: "value", value: plainReading(member) }, reader)), ...rest];
  const named = type.kind === "named" ? reader.named.get(type.name) : undefined;
  if (named?.kind === "alias") return [...splitPart({ kind: "value", value: plainReading(named.type, named.nullable && !nullable) }, reader), ...rest];
  if (named?.kind === "enum") return [...named.members.map(({ name: member, value }) => enumMember(named.name, member, value)), ...rest];
  if (type.kind === "boolean") return [...[true, false].map((value) => literal(value)), ...rest];
  if (type.kind === "literal" && type.values.length > 1) return [...type.values.map(literal), ...rest];
  const { undefined: _, ...whole } = part.value;
  return [{ kind: "value", value: { ...whole, nullable: false } }, ...rest];
}

function literal(value: string | number | boolean): Part {
  return { kind: "value", value: plainReading({ kind: "literal", values: [value] }) };
}

function enumMember(name: string, member: string, value: string | number): Part {
  return { kind: "value", value: plainReading({ kind: "enumMember", name, member, value }) };
}
