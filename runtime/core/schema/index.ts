/*
 * What generated schemas are made of. The builders say no more than `z.ZodType` to the compiler: the types that zod would
 * infer are never used, and cost the user's editor seconds in a project of many models.
 */
export { bigInt } from "./big-int.js";
export { binary } from "./binary.js";
export { dateTime } from "./date-time.js";
export { json } from "./json.js";
export { lazy } from "./lazy.js";
export { list, type ListBounds } from "./list.js";
export { object } from "./object.js";
export { record } from "./record.js";
export { reference, revisionReference } from "./reference.js";
export { decimal, text, type TextBounds } from "./text.js";
export { tuple, type TupleEnd } from "./tuple.js";
export { discriminated, union } from "./union.js";
export { boolean, int, number, oneOf, type Bounds } from "./values.js";
export { nullable, optional, withDefault } from "./field.js";
/** The types of what the builders give: `z.ZodType`. */
export type { z } from "zod";
