import type { Field, Model } from "../../ir/model.js";
import type { FieldType } from "../../ir/type.js";

/** For each key of an indexed path what its value is taken apart as: `lines.sku` gives `["[]", ""]`. */
export function containersOf(model: Model, path: string): string[] {
  let fields: readonly Field[] = model.union === null ? model.fields : fieldsOf(model.union, model, new Set());
  const all = path.split(".").map((key) => {
    const found = fields.filter(({ name }) => name === key).map(({ type }) => unwrap(type, model));
    fields = found.flatMap(({ types }) => types.flatMap((type) => fieldsOf(type, model, new Set())));
    return found.map(({ containers }) => containers).find((containers) => containers !== "") ?? "";
  });
  // A path that leads nowhere is the reader's concern; what is said to be a list is one.
  return all.some((containers) => containers !== "") ? all : [...all.slice(0, -1), "[]"];
}

interface Unwrapped {
  readonly containers: string;
  /** What lies within. */
  readonly types: readonly FieldType[];
}

/** Lists, tuples and records that lie directly in each other. */
function unwrap(type: FieldType, model: Model, seen: ReadonlySet<string> = new Set()): Unwrapped {
  switch (type.kind) {
    case "array":
      return within("[]", [type.items.type], model, seen);
    case "tuple":
      return within("[]", [...type.items, ...(type.rest === null ? [] : [type.rest])].map((item) => item.type), model, seen);
    case "record":
      return within("{}", [type.values.type], model, seen);
    case "named": {
      const named = model.types.find(({ name }) => name === type.name);
      return named?.kind === "alias" && !seen.has(type.name) ? unwrap(named.type, model, new Set([...seen, type.name])) : { containers: "", types: [type] };
    }
    default:
      return { containers: "", types: [type] };
  }
}

function within(container: string, types: readonly FieldType[], model: Model, seen: ReadonlySet<string>): Unwrapped {
  const inner = types.map((type) => unwrap(type, model, seen));
  const deepest = inner.map(({ containers }) => containers).toSorted((a, b) => b.length - a.length)[0] ?? "";
  return { containers: container + deepest, types: inner.flatMap((each) => each.types) };
}

function fieldsOf(type: FieldType, model: Model, seen: ReadonlySet<string>): readonly Field[] {
  if (type.kind === "union") return type.members.flatMap((member) => fieldsOf(member, model, seen));
  if (type.kind !== "named" || seen.has(type.name)) return [];
  const named = model.types.find(({ name }) => name === type.name);
  if (named?.kind === "object") return named.fields;
  return named?.kind === "alias" ? fieldsOf(named.type, model, new Set([...seen, type.name])) : type.name === model.name ? model.fields : [];
}
