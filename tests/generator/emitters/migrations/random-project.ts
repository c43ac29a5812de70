import type { Field, IndexedPath, IndexedType, Model } from "../../../../generator/ir/model.js";
import type { FieldType, NamedType } from "../../../../generator/ir/type.js";
import { field, model, text } from "../model-ir.js";

/** Models whose indexes, types and names change at random, and the data that was written for them on the way. */

const KINDS: readonly IndexedType[] = ["text", "integer", "real", "boolean", "date"];
const NAMES = ["Issue", "Account", "Order", "BlogPost"];

/** A field, whatever it is called at the time. */
interface Slot {
  readonly base: string;
  name: string;
  renamedFrom: string | null;
  /** `[]`, `{}`, `[][]` or nothing. */
  readonly container: string;
  /** Empty for one that can be indexed. */
  readonly children: readonly Slot[];
  type: IndexedType;
  indexed: boolean;
}

function slot(name: string, container = "", children: readonly Slot[] = []): Slot {
  return { base: name, name, renamedFrom: null, container, children, type: "text", indexed: false };
}

function createSlots(): readonly Slot[] {
  return [
    ...["status", "dueDate", "order", "isOpen"].map((name) => slot(name)),
    slot("address", "", [slot("city"), slot("geo", "", [slot("lat")])]),
    slot("tags", "[]"),
    slot("lines", "[]", [slot("sku"), slot("parts", "[]", [slot("code")])]),
    slot("grid", "[][]"),
    slot("labels", "{}"),
  ];
}

interface Draft {
  readonly slots: readonly Slot[];
  /** The model is gone for the moment; its data is kept. */
  isAway: boolean;
  version: number;
  compound: (readonly Slot[])[];
  unique: (readonly Slot[])[];
}

/** mulberry32: the same numbers for the same seed, everywhere. */
export function createRandom(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

type Way = readonly Slot[];

function leaves(slots: readonly Slot[], before: Way = []): Way[] {
  return slots.flatMap((each) => (each.children.length === 0 ? [[...before, each]] : leaves(each.children, [...before, each])));
}

function isList(way: Way): boolean {
  return way.some(({ container }) => container !== "");
}

/** One indexed field, with the data that a row was written with. */
export interface Index {
  readonly path: string;
  readonly type: IndexedType;
  readonly list: boolean;
  readonly way: Way;
}

export class RandomProject {
  readonly #drafts = new Map<string, Draft>();
  readonly random: (below: number) => number;
  #names = 1;

  constructor(seed: number) {
    this.random = createRandom(seed);
  }

  pick<Item>(items: readonly Item[]): Item {
    const item = items[this.random(items.length)];
    if (item === undefined) throw new Error("Nothing to pick from.");
    return item;
  }

  edit(): void {
    const name = this.pick(NAMES);
    const draft = this.#drafts.get(name);
    if (draft === undefined) this.#drafts.set(name, { slots: createSlots(), isAway: false, version: 1, compound: [], unique: [] });
    else if (draft.isAway || this.random(10) === 0) draft.isAway = !draft.isAway;
    else this.#editDraft(draft);
  }

  /** Without those that are away for the moment. */
  models(): Model[] {
    return [...this.#drafts].flatMap(([name, draft]) => (draft.isAway ? [] : [toModel(name, draft)]));
  }

  slots(name: string): readonly Slot[] {
    return this.#drafts.get(name)?.slots ?? [];
  }

  indexes(name: string): Index[] {
    return leaves(this.slots(name)).flatMap((way) => {
      const last = way.at(-1);
      return last?.indexed === true ? [{ path: pathOf(way), type: last.type, list: isList(way), way }] : [];
    });
  }

  #editDraft(draft: Draft): void {
    const way = this.pick(leaves(draft.slots));
    const leaf = way.at(-1) ?? slot("");
    const scalars = leaves(draft.slots).flatMap((each) => (isList(each) || each.at(-1)?.indexed !== true ? [] : [each]));
    draft.version++;
    switch (this.random(6)) {
      case 0:
      case 1:
        leaf.indexed = true;
        leaf.type = this.pick(KINDS);
        break;
      case 2:
        leaf.indexed = false;
        break;
      case 3:
        draft.compound = scalars.length < 2 || this.random(2) === 0 ? [] : [scalars.slice(0, 2).toReversed().flatMap((each) => each.slice(-1))];
        break;
      case 4:
        draft.unique = scalars.length === 0 || this.random(2) === 0 ? [] : [scalars.slice(0, 1 + this.random(2)).flatMap((each) => each.slice(-1))];
        break;
      default:
        this.#rename(this.pick(way));
    }
  }

  /** A name is never given twice: older data would have something else under it. */
  #rename(each: Slot): void {
    each.renamedFrom = each.name;
    each.name = `${each.base}${++this.#names}`;
  }
}

function toModel(name: string, { slots, version, compound, unique }: Draft): Model {
  const types: NamedType[] = [];
  const fields = slots.map((each) => toField(each, name, types));
  const indexed = leaves(slots).filter((way) => way.at(-1)?.indexed === true);
  const pathsOf = (sets: readonly Way[]) =>
    sets.map((set) => set.map((leaf) => indexed.find((way) => way.at(-1) === leaf)).flatMap((way) => (way === undefined ? [] : [pathOf(way)]))).filter((paths, at) => paths.length === sets[at]?.length);
  // There are but two booleans: rows would share them.
  const possible = unique.filter((set) => set.every(({ type }) => type !== "boolean"));
  const indexes = indexed.map((way): IndexedPath => ({ path: pathOf(way), type: way.at(-1)?.type ?? "text", nullable: true, list: isList(way), renamedFrom: null }));
  return model(name, { schemaVersion: `v${version}`, fields: [field("title"), ...fields], types, indexes, compoundIndexes: pathsOf(compound), unique: pathsOf(possible) });
}

function pathOf(way: Way): string {
  return way.map(({ name }) => name).join(".");
}

function toField({ name, renamedFrom, base, container, children, type }: Slot, owner: string, types: NamedType[]): Field {
  const inner = children.length === 0 ? SCALARS[type] : toObject(`${owner}${base}`, children, types);
  return field(name, wrap(inner, container), { renamedFrom, nullable: true });
}

function toObject(name: string, children: readonly Slot[], types: NamedType[]): FieldType {
  types.push({ kind: "object", name, fields: children.map((child) => toField(child, name, types)), rest: null, joins: [], doc: "" });
  return { kind: "named", name };
}

function wrap(type: FieldType, container: string): FieldType {
  if (container === "") return type;
  const items = { type: wrap(type, container.slice(2)), nullable: true };
  if (container.startsWith("{}")) return { kind: "record", keys: { kind: "string", minLength: null, maxLength: null, pattern: null, format: null, open: false }, values: items, readonly: false };
  return { kind: "array", items, minItems: null, maxItems: null, uniqueItems: false, readonly: false };
}

const SCALARS: Readonly<Record<IndexedType, FieldType>> = {
  text,
  integer: { kind: "number", integer: true, min: null, max: null },
  real: { kind: "number", integer: false, min: null, max: null },
  boolean: { kind: "boolean" },
  date: { kind: "date" },
};

/** Data by field, not by name: what was written outlives the names. */
export type Payload = ReadonlyMap<Slot, unknown>;

/** What a model's data may look like at any of its versions; unlike for each `n`, so that unique indexes can be made. */
export function randomPayload(slots: readonly Slot[], n: number, project: RandomProject): Payload {
  let part = 0;
  const value = (): unknown => {
    const own = `${n}.${part++}`;
    const values = [`text '${own}' "\\ é`, n * 1000 + part, n + 0.5 + part / 1000, undefined, null, { nested: n }, `2026-01-01T00:00:${String(n % 60).padStart(2, "0")}.${String(part).padStart(3, "0")}Z#${n}`];
    return project.pick([...values, true, false].map((item) => ({ item }))).item;
  };
  const content = (each: Slot, container: string): unknown => {
    if (project.random(9) === 0) return project.pick([{ item: null }, { item: `another ${n}` }, { item: undefined }]).item;
    if (container === "") return each.children.length === 0 ? value() : object(each.children);
    const items = Array.from({ length: project.random(4) }, () => content(each, container.slice(2)));
    return container.startsWith("{}") ? new Map(items.map((item, at) => [`key ${at}`, item])) : items;
  };
  const object = (children: readonly Slot[]): Payload => new Map(children.map((child) => [child, content(child, child.container)]));
  return object(slots);
}

/** The payload as JSON, under the names that its fields have now. The title has what PostgreSQL can't hold as text. */
export function toJson(payload: Payload): string {
  return JSON.stringify({ title: "\u0000 \\u0000 \\\u0000 \ud800", ...Object.fromEntries(Object.entries(toPlain(payload) ?? {})) });
}

function toPlain(part: unknown): unknown {
  if (part instanceof Map) return Object.fromEntries([...part].map(([key, item]) => [typeof key === "string" ? key : key.name, toPlain(item)]));
  return Array.isArray(part) ? part.map(toPlain) : part;
}

/** What a column must hold for the payload: written without looking at the SQL. */
export function expectedValue(payload: Payload, { way, type, list }: Index): unknown {
  let found: unknown[] = [payload];
  let isThere = true;
  let isFirst = true;
  for (const each of way) {
    found = found.map((value) => (value instanceof Map ? value.get(each) : undefined));
    for (const kind of each.container.match(/\[\]|\{\}/g) ?? []) {
      const takesApart = (value: unknown) => (kind === "[]" ? Array.isArray(value) : value instanceof Map);
      if (isFirst) isThere = found.every(takesApart);
      isFirst = false;
      found = found.filter(takesApart).flatMap((value): unknown[] => (value instanceof Map ? Array.from(value.values()) : Array.isArray(value) ? value : []));
    }
  }
  const values = found.filter((value) => isOfType(value, type));
  if (!list) return values[0] ?? null;
  return isThere ? [...new Set(values)] : null;
}

function isOfType(value: unknown, type: IndexedType): boolean {
  if (type === "text" || type === "date") return typeof value === "string";
  if (type === "boolean") return typeof value === "boolean";
  return typeof value === "number" && (type === "real" || Number.isInteger(value));
}
