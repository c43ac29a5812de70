import type { FieldType } from "../ir/type.js";
import type { Reader } from "./reader.js";

/** The texts that a type lists; null for a type that has other values. */
export function textsOf(type: FieldType, reader: Reader): readonly string[] | null {
  const named = type.kind === "named" ? reader.named.get(type.name) : undefined;
  const values =
    type.kind === "literal" ? type.values : type.kind === "enumMember" ? [type.value] : named?.kind === "enum" ? named.members.map(({ value }) => value) : null;
  if (values === null && type.kind === "union") {
    const texts = type.members.map((member) => textsOf(member, reader));
    return texts.every((each) => each !== null) ? texts.flat() : null;
  }
  const texts = values?.filter((value) => typeof value === "string") ?? [];
  return texts.length > 0 && texts.length === values?.length ? texts : null;
}
