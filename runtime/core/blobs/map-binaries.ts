import { z } from "zod";
import { isRecord } from "../is-record.js";
import { holds, partSchema, shapeOf } from "../schema-shape.js";
import { MAX_DEPTH } from "../schema/json.js";
import type { Shape, UnionShape } from "../schema/shape.js";

type Schema = z.core.$ZodType;
type Path = readonly PropertyKey[];

/** What becomes of what stands in the place of a `Binary`. */
export type MapBinary = (value: unknown, path: Path) => unknown;

/** What has been found out about schemas: they are asked again with every value. */
const known = new WeakMap<Schema, boolean>();

/** Whether a value of the schema can have a `Binary` in it, or be one. */
export function holdsBinary(schema: Schema): boolean {
  const answer = known.get(schema) ?? holds(schema, isBinary);
  known.set(schema, answer);
  return answer;
}

/**
 * Puts something else in the place of every `Binary` that the schema has in a value, which need not fit the schema. Gives the same
 * object when nothing differs. What is nested deeper than an input may be is left alone.
 */
export function mapBinaries(schema: Schema, value: unknown, map: MapBinary, path: Path = []): unknown {
  if (!isRecord(value) || path.length > MAX_DEPTH || !holdsBinary(schema)) return value;
  const shape = shapeOf(schema);
  if (shape.kind === "union") {
    const member = memberFor(shape, value);
    return member === undefined ? value : mapBinaries(member, value, map, path);
  }
  if (isBinary(shape)) return map(value, path);
  const before = Object.entries(value);
  const after = before.map(([key, part]) => [key, mapPart(shape, key, part)] as const);
  if (after.every(([, part], at) => part === before[at]?.[1])) return value;
  return Array.isArray(value) ? after.map(([, part]) => part) : Object.fromEntries(after);

  function mapPart(whole: Shape, key: string, part: unknown): unknown {
    const inner = partSchema(whole, key);
    return inner === undefined ? part : mapBinaries(inner, part, map, [...path, key]);
  }
}

function isBinary(shape: Shape): boolean {
  return shape.kind === "object" && shape.isBinary === true;
}

/** Bytes that no member takes as they are stand for a `Binary`, where there is one. */
function memberFor({ members, memberOf }: UnionShape, value: object): Schema | undefined {
  const binary = isInline(value) ? members.find((member) => isBinary(shapeOf(member))) : undefined;
  const isTaken = binary === undefined || members.some((member) => z.core.safeParse(member, value).success);
  return isTaken ? memberOf(value) : binary;
}

/** Whether a value brings bytes along rather than naming a blob. */
export function isInline(value: unknown): boolean {
  return isRecord(value) && Object.hasOwn(value, "data") && !Object.hasOwn(value, "fileId");
}
