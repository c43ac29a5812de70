import type { Data, Model } from "../models.js";
import { Refused } from "./state.js";

type OnDelete = "cascade" | "setNull" | "restrict" | "dangling";

interface Field {
  readonly name: string;
  readonly isValid: (value: unknown) => boolean;
  /** What a field that is left out gets; a field without must be given, or may stay out if it is optional. */
  readonly byDefault?: unknown;
  readonly isOptional?: true;
  readonly onDelete?: OnDelete;
}

const isText = (value: unknown) => typeof value === "string";
const isInt = (value: unknown) => Number.isSafeInteger(value);
const isId =
  (model: Model, end = "") =>
  (value: unknown) =>
    typeof value === "string" && new RegExp(`^${model}:[A-Za-z0-9._-]+${end}$`).test(value);
const orNull = (isValid: (value: unknown) => boolean) => (value: unknown) => value === null || isValid(value);
const listOf = (isValid: (value: unknown) => boolean) => (value: unknown) => Array.isArray(value) && value.every(isValid);

const FIELDS: Readonly<Record<Model, readonly Field[]>> = {
  team: [
    { name: "name", isValid: isText },
    { name: "parent", isValid: orNull(isId("team")), byDefault: null, onDelete: "setNull" },
    { name: "lead", isValid: orNull(isId("person")), byDefault: null, onDelete: "dangling" },
  ],
  person: [
    { name: "country", isValid: orNull(isText), byDefault: null },
    { name: "serial", isValid: orNull(isInt), byDefault: null },
    { name: "nick", isValid: isText, isOptional: true },
    { name: "team", isValid: orNull(isId("team")), byDefault: null, onDelete: "cascade" },
    { name: "boss", isValid: orNull(isId("person")), byDefault: null, onDelete: "restrict" },
    { name: "friends", isValid: listOf(isId("person")), byDefault: [], onDelete: "setNull" },
  ],
  note: [
    { name: "body", isValid: isText },
    { name: "tags", isValid: listOf(isText), byDefault: [] },
    { name: "about", isValid: orNull(isId("person")), byDefault: null, onDelete: "cascade" },
    { name: "pinned", isValid: orNull(isId("team", ":[1-9][0-9]*")), byDefault: null, onDelete: "setNull" },
  ],
};

export const INDEXED: Readonly<Record<Model, readonly string[]>> = {
  team: ["name", "parent"],
  person: ["country", "serial", "nick", "team"],
  note: ["body", "tags", "about"],
};

const UNIQUE: Readonly<Record<Model, readonly (readonly string[])[]>> = { team: [["name"]], person: [["country", "serial"]], note: [] };

/**
 * An input with defaults filled in, in the order of the fields.
 *
 * @throws Refused VALIDATION_FAILED
 */
export function checkData(model: Model, input: unknown): Data {
  if (typeof input !== "object" || input === null || Array.isArray(input)) throw new Refused("VALIDATION_FAILED");
  const given = new Map<string, unknown>(Object.entries(input));
  const entries = FIELDS[model].flatMap(({ name, isValid, byDefault, isOptional }) => {
    const value = given.has(name) ? given.get(name) : byDefault;
    given.delete(name);
    if (value === undefined && isOptional) return [];
    if (!isValid(value)) throw new Refused("VALIDATION_FAILED");
    return [[name, value] as const];
  });
  if (given.size > 0) throw new Refused("VALIDATION_FAILED");
  return Object.fromEntries(entries);
}

/** The names of a model's fields. */
export function fieldNames(model: Model): readonly string[] {
  return FIELDS[model].map(({ name }) => name);
}

/** What must differ between two live resources; a null differs from all. */
export function uniqueValues(model: Model, data: Data): readonly string[] {
  const sets = UNIQUE[model].filter((fields) => fields.every((field) => data[field] !== null));
  return sets.map((fields) => JSON.stringify(fields.map((field) => [field, data[field]])));
}

export interface Reference {
  readonly path: string;
  readonly onDelete: OnDelete;
  readonly target: string;
  readonly n: number | null;
}

/** All that data refers to, none twice for a path. */
export function referencesOf(model: Model, data: Data): readonly Reference[] {
  return FIELDS[model].flatMap(({ name, onDelete }) => {
    const values = onDelete === undefined ? [] : [data[name]].flat().filter((value) => typeof value === "string");
    return [...new Set(values)].map((id) => Object.assign(splitId(id), { path: name, onDelete: onDelete ?? "dangling" }));
  });
}

function splitId(id: string): { target: string; n: number | null } {
  const [model, rest, n] = id.split(":");
  return { target: `${model}:${rest}`, n: n === undefined ? null : Number(n) };
}

/** Data without what it says of these resources in fields that are set to null then. */
export function clearReferences(model: Model, data: Data, isGone: (id: string) => boolean): Data {
  const cleared = FIELDS[model]
    .filter(({ onDelete }) => onDelete === "setNull")
    .map(({ name }) => [name, withoutGone(data[name], isGone)] as const);
  return { ...data, ...Object.fromEntries(cleared) };
}

function withoutGone(value: unknown, isGone: (id: string) => boolean): unknown {
  const goes = (each: unknown) => typeof each === "string" && isGone(splitId(each).target);
  return Array.isArray(value) ? value.filter((each) => !goes(each)) : goes(value) ? null : value;
}
