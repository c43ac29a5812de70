import { createHash } from "node:crypto";
import { anonymousName, capitalise } from "../ir/names.js";
import type { FieldType } from "../ir/type.js";
import { isUnlimited } from "./limits.js";
import type { Part } from "./reader.js";

/** Longer names say what they have to say with a hash. */
const MAX_NAME_LENGTH = 60;

const keys = new WeakMap<object, string>();
const sizes = new WeakMap<object, number>();

/** A text that is the same for equal types, and never long: what it would repeat is told by a hash. */
export function partKey(part: Part): string {
  return keyOf(part);
}

function keyOf(value: unknown): string {
  if (typeof value !== "object" || value === null) return JSON.stringify(value) ?? "undefined";
  const known = keys.get(value);
  if (known !== undefined) return known;
  const entries = Array.isArray(value) ? value.map(keyOf) : Object.entries(value).map(([name, each]) => `${name}:${keyOf(each)}`);
  const text = `{${entries.join()}}`;
  const key = text.length > 200 ? hashOf(text) : text;
  keys.set(value, key);
  return key;
}

/** How much a type writes out, were it printed: types that double at every step are found by it. */
export function sizeOf(value: unknown): number {
  if (typeof value !== "object" || value === null) return 1;
  const known = sizes.get(value);
  if (known !== undefined) return known;
  const size = Object.values(value).reduce((sum: number, each) => sum + sizeOf(each), 1);
  sizes.set(value, size);
  return size;
}

/** The name of an instance of a generic type: `Page<Issue>` gives `PageIssue`. */
export function instanceName(base: string, args: readonly Part[]): string {
  if (args.length === 0) return base;
  const name = anonymousName([base, ...args.map(partName)]);
  const isTold = name.length <= MAX_NAME_LENGTH && args.every(isToldByName);
  return isTold ? name : `${name.slice(0, MAX_NAME_LENGTH - 8)}${shortHash([base, ...args.map(partKey)].join())}`;
}

/** Eight letters and digits that stand for a text. */
function shortHash(text: string): string {
  return hashOf(text).slice(0, 8);
}

function hashOf(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}

/** Whether two different types can't have the name that is made of this one: it has no limits, no odd texts and no depths. */
function isToldByName(part: Part): boolean {
  return part.kind !== "value" || hasNameOfItsOwn(part.value.type);
}

const TOLD_BY_KIND: ReadonlySet<FieldType["kind"]> = new Set(["named", "boolean", "date", "bigint", "decimal", "binary", "json", "enumMember"]);

function hasNameOfItsOwn(type: FieldType): boolean {
  switch (type.kind) {
    case "string":
      return isUnlimited(type) && !type.open;
    case "number":
      return isUnlimited(type);
    case "literal":
      return type.values.every((value) => /^[A-Za-z0-9]+$/.test(String(value)));
    case "array":
      return isUnlimited(type) && !type.readonly && !type.items.nullable && type.items.type.kind !== "array" && hasNameOfItsOwn(type.items.type);
    default:
      return TOLD_BY_KIND.has(type.kind);
  }
}

function partName(part: Part): string {
  return part.kind === "value" ? `${part.value.nullable ? "Nullable" : ""}${typeName(part.value.type)}` : part.kind;
}

function typeName(type: FieldType, depth = 0): string {
  if (depth > 3) return "";
  switch (type.kind) {
    case "number":
      return type.integer ? "Int" : "Number";
    case "json":
      return "Unknown";
    case "literal":
      return type.values.map((value) => capitalise(String(value))).join("Or");
    case "enumMember":
      return type.name + capitalise(type.member);
    case "reference":
      return type.model + (type.to === "revision" ? "RevisionRef" : "Ref");
    case "array":
      return `${typeName(type.items.type, depth + 1)}List`;
    case "tuple":
      return `${type.items.map((item) => typeName(item.type, depth + 1)).join("And")}Tuple`;
    case "record":
      return `${typeName(type.values.type, depth + 1)}Record`;
    case "union":
      return type.members.map((member) => typeName(member, depth + 1)).join("Or");
    case "named":
      return type.name;
    default:
      return capitalise(type.kind);
  }
}
