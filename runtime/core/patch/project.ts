import type { z } from "zod";
import { closestName } from "../closest-name.js";
import { SpecstarError } from "../errors.js";
import { isRecord } from "../is-record.js";
import { partsOf, partSchema, shapeOf } from "../schema-shape.js";

type Schema = z.core.$ZodType;

/** What is kept of a value: all of it, or some of its parts. */
type Kept = "all" | Map<string, Kept>;

/**
 * Prepares to keep only some fields of data that is read from JSON: `title`, `address.city`. A path leads through the items of a
 * list; what is not there stays away.
 *
 * @throws INVALID_QUERY at `fields` for each path that leads nowhere in the schema.
 */
export function compileProjection(schema: z.ZodType, fields: readonly string[]): (data: unknown) => unknown {
  const problems = fields.filter((path) => !leadsSomewhere(schema, path.split("."))).map((path) => ({ path: "fields", message: explain(schema, path) }));
  if (problems.length > 0) throw new SpecstarError("INVALID_QUERY", ["The query is invalid.", ...problems.map(({ message }) => message)].join(" "), problems);
  const kept: Kept = new Map();
  for (const path of fields) keep(kept, path.split("."));
  return (data) => pick(data, kept);
}

function leadsSomewhere(schema: Schema, path: readonly string[]): boolean {
  const [key, ...rest] = path;
  if (key === undefined) return true;
  const shape = shapeOf(schema);
  switch (shape.kind) {
    case "json":
      return true;
    case "list":
    case "tuple":
    case "union":
      return partsOf(shape).some((part) => leadsSomewhere(part, path));
    default: {
      const part = partSchema(shape, key);
      return part !== undefined && leadsSomewhere(part, rest);
    }
  }
}

function explain(schema: Schema, path: string): string {
  const shape = shapeOf(schema);
  const closest = shape.kind === "object" ? closestName(path, Object.keys(shape.fields)) : undefined;
  return `There is no field ${JSON.stringify(path)}.${closest === undefined ? "" : ` Did you mean ${JSON.stringify(closest)}?`}`;
}

/** A field that is kept as a whole is not cut by another path into it. */
function keep(kept: Map<string, Kept>, [key, ...rest]: readonly string[]): void {
  if (key === undefined) return;
  const before = kept.get(key);
  if (before === "all") return;
  if (rest.length === 0) {
    kept.set(key, "all");
    return;
  }
  const parts = before ?? new Map<string, Kept>();
  kept.set(key, parts);
  keep(parts, rest);
}

function pick(value: unknown, kept: Kept): unknown {
  if (kept === "all" || !isRecord(value)) return value;
  if (Array.isArray(value)) return value.map((item: unknown) => pick(item, kept));
  const entries = Object.entries(value).flatMap(([name, part]) => {
    const keptPart = kept.get(name);
    return keptPart === undefined ? [] : [[name, pick(part, keptPart)] as const];
  });
  return Object.fromEntries(entries);
}
