import type { ts } from "ts-morph";
import type { AliasType, EnumType, ObjectType } from "../ir/type.js";
import { FAILED, valuePart, type ObjectDraft, type Part, type Reader } from "./reader.js";
import type { Spot } from "./reports.js";
import { once, readShape, type Shape } from "./shape.js";
import type { Source } from "./source.js";

interface Definition {
  readonly name: string;
  readonly shape: () => Shape;
  readonly joins: readonly string[];
  readonly doc: () => string;
  readonly source: Source;
  readonly node: ts.Node;
  readonly declaration: ts.Node | null;
}

/** Gives an object type its name in the project. Its fields are read when they are asked for. */
export function defineObject(definition: Definition, reader: Reader): Part {
  const { name, source, node } = definition;
  if (!isFree(name, { source, node }, reader)) return FAILED;
  reader.objects.set(name, createDraft(definition, reader));
  reader.namedSpots.set(name, { source, node });
  return valuePart({ kind: "named", name });
}

/** Gives an alias or an enum its name in the project. */
export function defineAlias(type: AliasType | EnumType, { source, node }: Spot & { source: Source; node: ts.Node }, reader: Reader): Part {
  if (!isFree(type.name, { source, node }, reader)) return FAILED;
  reader.named.set(type.name, type);
  reader.namedSpots.set(type.name, { source, node });
  return valuePart({ kind: "named", name: type.name });
}

function isFree(name: string, spot: Spot, reader: Reader): boolean {
  const namesake = reader.namedSpots.get(name);
  if (namesake === undefined) return true;
  const message = `There is another type \`${name}\`, in \`${namesake.source.path}\`.`;
  const related = [{ spot: namesake, message: `The other \`${name}\` is here.` }];
  reader.reports.add("SPEC3012", { ...spot, related }, message, "Rename one of them, or declare it once and import it.");
  return false;
}

function createDraft({ name, shape, joins, doc, source, node, declaration }: Definition, reader: Reader): ObjectDraft {
  const members = once(() => readSound(name, shape(), { source, node }, reader));
  const object = once((): ObjectType => ({ kind: "object", name, fields: members().fields.map(({ field }) => field), rest: shape().rest(), joins, doc: doc() }));
  return {
    get shape() {
      return shape();
    },
    get object() {
      return object();
    },
    get fields() {
      return members().fields;
    },
    get names() {
      return members().names;
    },
    declaration,
    source,
    node,
  };
}

function readSound(name: string, shape: Shape, spot: Spot, reader: Reader): ReturnType<typeof readShape> {
  const members = readShape(shape);
  if (members.names.size === 0 && !shape.broken && shape.isOpen !== true && shape.rest() === null) {
    reader.reports.add("SPEC2011", spot, `The object type \`${name}\` has no fields.`, "Write its fields, or `unknown` for any JSON value.");
  }
  return members;
}
