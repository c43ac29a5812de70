import type { ts } from "ts-morph";
import type { Field } from "../ir/model.js";
import { didYouMean } from "../diagnostics/did-you-mean.js";
import type { ObjectUtility } from "./global-types.js";
import { joinParts } from "./join-union.js";
import { keysOf, pick } from "./read-keys.js";
import { defineAnonymous } from "./read-object.js";
import { FAILED, valuePart, type Part, type Place, type Reader } from "./reader.js";
import { changeField, mapShape, once, type Shape } from "./shape.js";
import { shapesOf } from "./shapes-of.js";
import { splitPart } from "./split-part.js";
import { instanceName, partKey } from "./type-key.js";

interface Utility {
  readonly name: ObjectUtility;
  /** The type, and for some the keys. */
  readonly parts: readonly Part[];
  readonly node: ts.Node;
}

/** Reads `Partial<Address>` and the like: an object type that is named after the alias that stands for it, or after its arguments. */
export function readObjectUtility(utility: Utility, place: Place, reader: Reader): Part {
  const { name, parts, node } = utility;
  const [object = FAILED, ...keys] = parts;
  const each = name === "Pick" || name === "Omit" ? [object] : splitPart(object, reader);
  const [part = FAILED] = each;
  if (each.length === 1) return changeObject({ name, parts: [part, ...keys], node }, place, reader);
  const inner = { ...place, alias: null };
  const members = each.map((member) => readObjectUtility({ name, parts: [member, ...keys], node }, inner, reader));
  return joinParts(members, node, place, reader);
}

function changeObject(utility: Utility, place: Place, reader: Reader): Part {
  const [part = FAILED] = utility.parts;
  const list = readonlyList(utility.name, part);
  if (list !== null) return list;
  const [shape, ...others] = shapesOf(part, reader) ?? [];
  if (part.kind !== "value" && part.kind !== "empty") return part;
  if (shape === undefined) return refuse(utility, ["has no fields", "Give it an object type."], place, reader);
  const common = pick(shape, [...shape.members.keys()].filter((key) => others.every(({ members }) => members.has(key))));
  return define(utility, common, place, reader);
}

/** `Readonly<string[]>`. */
function readonlyList(name: ObjectUtility, part: Part): Part | null {
  if (name !== "Readonly" || part.kind !== "value") return null;
  const { type } = part.value;
  if (type.kind !== "array" && type.kind !== "tuple" && type.kind !== "record") return null;
  return { kind: "value", value: { ...part.value, type: { ...type, readonly: true } } };
}

function define(utility: Utility, shape: Shape, place: Place, reader: Reader): Part {
  if (shape.broken) return FAILED;
  const { name, parts, node } = utility;
  if (shape.members.size === 0 && shape.rest() !== null) {
    return refuse(utility, ["is a record", "Write the record with the keys that it should have."], place, reader);
  }
  const names = namesOf(utility, shape, place, reader);
  if (names === null) return FAILED;
  const args = parts.map((part, at) => (at === 0 && part.kind === "value" ? valuePart(part.value.type) : part));
  const fresh = place.alias === null ? instanceName(name, args) : place.path[0];
  const key = `${fresh} ${name} ${args.map(partKey).join(" ")}`;
  const known = reader.declared.get(key)?.part ?? null;
  if (known !== null) return known;
  const changed = once((): Shape => change(name, pick(shape, names)));
  const defined = defineAnonymous({ shape: changed, node, joins: [], name: fresh }, place, reader);
  reader.declared.set(key, { part: defined, isUsedInside: false });
  return defined;
}

/** The names of the fields that are kept; null for a name that there isn't, which is reported. */
function namesOf(utility: Utility, { members }: Shape, place: Place, reader: Reader): readonly string[] | null {
  const all = [...members.keys()];
  const { name, parts } = utility;
  const [, given] = parts;
  if (given === undefined) return all;
  const keys = keysOf(given, reader);
  if (keys === null || (keys.open !== null && name === "Pick")) {
    refuse(utility, ["is given keys that are no literals", "Name fields: `\"title\" | \"status\"`."], place, reader);
    return null;
  }
  if (name === "Omit") return keys.open === null ? all.filter((each) => !keys.names.includes(each)) : [];
  const missing = keys.names.find((each) => !members.has(each));
  if (missing === undefined) return all.filter((each) => keys.names.includes(each));
  refuse(utility, [`has no field \`${missing}\``, `It has ${all.join(", ")}.${didYouMean(missing, all)}`], place, reader);
  return null;
}

function change(name: ObjectUtility, shape: Shape): Shape {
  const changes: Readonly<Record<ObjectUtility, Partial<Field> | null>> = {
    Partial: { optional: true, default: null },
    Required: { optional: false, undefinable: false },
    Readonly: { readonly: true },
    Pick: null,
    Omit: null,
  };
  const changed = changes[name];
  if (changed === null) return shape;
  return mapShape(shape, (member) => changeField(member, (draft) => ({ ...draft, field: { ...draft.field, ...changed } })));
}

function refuse({ name, node }: Utility, [problem, help]: readonly [string, string], { source }: Place, reader: Reader): Part {
  reader.reports.add("SPEC2015", { source, node }, `The type in \`${name}\` ${problem}.`, help);
  return FAILED;
}
