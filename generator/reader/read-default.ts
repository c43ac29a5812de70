import type { ts } from "ts-morph";
import type { Default, Field } from "../ir/model.js";
import { checkDefault } from "./check-default.js";
import { createLookUp } from "./look-up.js";
import { findNotConstants, notConstantMessage, readConstant, toConstant } from "./read-constant.js";
import type { Reader } from "./reader.js";
import type { Source } from "./source.js";

/** Reads the initialiser of a field; null when it is none that the field can have, which is reported. */
export function readDefault(initialiser: ts.Expression, field: Field, source: Source, reader: Reader): Default | null {
  const what = `\`${field.name}\`: the default`;
  const reading = readConstant(initialiser, createLookUp(source, reader));
  const unreadable = findNotConstants(reading);
  for (const part of unreadable) {
    reader.reports.add("SPEC1203", { source, node: part.node }, `${what} ${notConstantMessage(part, source)}.`, part.help);
  }
  const misfits = checkDefault(reading, field, (name) => reader.objects.get(name) ?? reader.named.get(name) ?? null);
  for (const { at, problem, help } of misfits) reader.reports.add("SPEC1204", { source, node: at.node }, `${what} ${problem}.`, help);
  if (misfits.length + unreadable.length > 0) return null;
  return reading.kind === "made" ? { kind: reading.by } : { kind: "constant", value: toConstant(reading) };
}
