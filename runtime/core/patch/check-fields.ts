import type { z } from "zod";
import { invalidQuery } from "../../query/invalid-query.js";
import { closestName } from "../closest-name.js";
import type { Problem } from "../errors.js";
import { partSchema, partsOf, shapeOf, unwrap } from "../schema-shape.js";
import type { Shape } from "../schema/shape.js";

type Schema = z.core.$ZodType;

/** How many fields may be named at once. */
const MOST_FIELDS = 100;

/**
 * Reads the names of fields: `title`, `address.city`. A name goes through every item of a list; in a record, any key is a name, and
 * so is whatever a field of any JSON has.
 *
 * @param untold fields of the whole that are there for nobody.
 * @returns the keys of each.
 * @throws INVALID_QUERY for a name that the schema doesn't have, or too many of them.
 */
export function checkFields(schema: z.ZodType, fields: readonly string[], untold: readonly string[] = []): readonly (readonly string[])[] {
  if (fields.length > MOST_FIELDS) {
    throw invalidQuery([{ path: "fields", message: `Expected at most ${MOST_FIELDS} fields, got ${fields.length}.` }]);
  }
  const paths = fields.map((field) => field.split("."));
  const problems = paths.flatMap((path): Problem[] => {
    const message = explainField(schema, path, untold);
    return message === undefined ? [] : [{ path: "fields", message }];
  });
  if (problems.length > 0) throw invalidQuery(problems);
  return paths;
}

/** What is wrong with a name; undefined when nothing is. */
function explainField(schema: Schema, path: readonly string[], untold: readonly string[]): string | undefined {
  let shapes = shapesOf([schema]);
  for (const [depth, key] of path.entries()) {
    if (shapes.some(({ kind }) => kind === "json")) return undefined;
    const isUntold = depth === 0 && untold.includes(key);
    const parts = isUntold ? [] : shapes.flatMap((shape) => partSchema(shape, key) ?? []);
    if (parts.length === 0) return explainNone(path.slice(0, depth), key, namesOf(shapes, depth === 0 ? untold : []));
    shapes = shapesOf(parts);
  }
  return undefined;
}

function explainNone(path: readonly string[], key: string, names: readonly string[]): string {
  const nameOf = (last: string): string => [...path, last].join(".");
  const none = `There is no field ${JSON.stringify(nameOf(key))}`;
  if (names.length === 0) return `${none}: ${JSON.stringify(path.join("."))} has no fields.`;
  const meant = closestName(key, names);
  const hint = meant === undefined ? "" : ` Did you mean ${JSON.stringify(nameOf(meant))}?`;
  return `${none}.${hint} There are: ${names.map(nameOf).join(", ")}.`;
}

function namesOf(shapes: readonly Shape[], untold: readonly string[]): readonly string[] {
  const names = shapes.flatMap((shape) => (shape.kind === "object" ? Object.keys(shape.fields) : []));
  return [...new Set(names)].filter((name) => !untold.includes(name));
}

/** What values of the schemas are made of, with the items of a list and the members of a union in their place. */
function shapesOf(schemas: readonly Schema[], seen = new Set<Schema>()): readonly Shape[] {
  return schemas.flatMap((schema) => {
    const inner = unwrap(schema);
    if (seen.has(inner)) return [];
    seen.add(inner);
    const shape = shapeOf(inner);
    return shape.kind === "list" || shape.kind === "tuple" || shape.kind === "union" ? shapesOf(partsOf(shape), seen) : [shape];
  });
}
