import type { FieldType, UnionType } from "../ir/type.js";
import { describeType } from "./describe-type.js";
import { misfit, scalar, type Checks, type Misfit } from "./misfit.js";
import type { ConstantReading } from "./read-constant.js";

/** Every way in which a constant is no member of a union: of the member that it means to be, if that shows. */
export function checkUnion(reading: ConstantReading, { members, discriminator }: UnionType, checks: Checks): readonly Misfit[] {
  const results = members.map((type) => ({ type, misfits: checks.check(reading, { type, nullable: false }) }));
  if (results.some(({ misfits }) => misfits.length === 0)) return [];
  const meant = results.find(({ type }) => discriminator !== null && isTagged(reading, discriminator, type, checks));
  if (meant !== undefined) return meant.misfits;
  const help = `It has to be ${members.map(describeType).join(" or ")}.`;
  return [misfit(reading, "is no member of the union", help)];
}

function isTagged(reading: ConstantReading, discriminator: string, type: FieldType, checks: Checks): boolean {
  const found = type.kind === "named" ? checks.find(type.name) : null;
  const tag = reading.kind === "object" ? reading.properties.find(({ name }) => name === discriminator)?.value : undefined;
  if (found === null || !("object" in found) || tag === undefined) return false;
  const field = found.object.fields.find(({ name }) => name === discriminator);
  return field !== undefined && scalar(tag) !== null && checks.check(tag, field).length === 0;
}
