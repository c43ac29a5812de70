import type { StringFormat, StringType } from "../ir/type.js";
import { misfit, scalar, wrongType, type Misfit } from "./misfit.js";
import type { ConstantReading } from "./read-constant.js";

/** Forms that a text must have to be of a format at all. The validator looks closer; a slip of the pen is found here. */
const FORMS: ReadonlyMap<StringFormat, RegExp> = new Map<StringFormat, RegExp>([
  ["date-time", /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)$/i],
  ["date", /^\d{4}-\d\d-\d\d$/],
  ["time", /^\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)$/i],
  ["duration", /^P(?!$)/],
  ["email", /.@./s],
  ["hostname", /^[^\s/:]+$/],
  ["ipv4", /^\d{1,3}(?:\.\d{1,3}){3}$/],
  ["ipv6", /^[\da-f:.]*:[\da-f:.]*$/i],
  ["uri", /^[a-z][a-z\d+.-]*:/i],
  ["uuid", /^[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}$/i],
  ["json-pointer", /^(?:\/|$)/],
]);

/** Every limit of a text type that a constant breaks. */
export function checkText(reading: ConstantReading, { minLength, maxLength, pattern, format }: StringType): readonly Misfit[] {
  const value = scalar(reading);
  if (typeof value !== "string") return [wrongType(reading, "text")];
  const length = [...value].length;
  if (maxLength !== null && length > maxLength) return [misfit(reading, `has ${length} characters`, `At most ${maxLength} are allowed.`)];
  if (minLength !== null && length < minLength) return [misfit(reading, `has ${length} characters`, `At least ${minLength} are needed.`)];
  if (pattern !== null && !new RegExp(pattern, "u").test(value)) {
    return [misfit(reading, "does not match the pattern", `It has to match \`${pattern}\`.`)];
  }
  const form = format === null ? undefined : FORMS.get(format);
  return form === undefined || form.test(value) ? [] : [misfit(reading, `is not of the format ${format}`, "Correct the default or the format.")];
}
