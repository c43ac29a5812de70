import * as fc from "fast-check";
import { MODELS, type Model } from "./models.js";
import { randomCondition, randomOrder } from "./random-search.js";

/** Stands for the id of a resource that the sequence knows when it gets there, or for a revision of it. */
export type Place = { readonly $id: Model; readonly pick: number; readonly n?: number; readonly isDeleted?: boolean };

/** Which precondition a write has: the ETag as it is, one that it had, none that it ever has, or any. */
export type Precondition = "right" | "old" | "wrong" | "any";

export interface Options {
  readonly actor?: string;
  readonly reason?: string;
  readonly requestId?: string;
  readonly ifMatch?: Precondition;
  readonly status?: "draft" | "stable";
  readonly mode?: "modify";
  readonly fields?: readonly string[];
}

/** A write to one resource. `id` of a create is the given one, if any. */
export interface Write {
  readonly op: "create" | "update" | "merge" | "json" | "publish" | "delete" | "restore" | "purge" | "switch" | "revert";
  readonly model: Model;
  readonly id: unknown;
  /** The data, the patch or the number of a revision. */
  readonly input: unknown;
  readonly options: Options;
}

export interface Search {
  readonly where: unknown;
  readonly orderBy: readonly { readonly field: string; readonly direction: "asc" | "desc" }[];
  readonly limit: number;
  readonly includeDeleted: boolean;
}

/** What happens next. Ids in it are places until the step's turn has come; times are given as so many milliseconds ago. */
export type Step =
  | { readonly kind: "wait"; readonly ms: number }
  | { readonly kind: "write"; readonly write: Write; readonly validateOnly: boolean }
  | { readonly kind: "changeset"; readonly writes: readonly Write[]; readonly validateOnly: boolean }
  | {
      readonly kind: "bulk";
      readonly model: Model;
      readonly where: unknown;
      readonly op: "update" | "delete" | "restore";
      readonly patch: unknown;
      readonly most: number;
    }
  | {
      readonly kind: "get";
      readonly model: Model;
      readonly id: unknown;
      readonly n?: number;
      readonly asOf?: unknown;
      readonly includeDeleted: boolean;
    }
  | {
      readonly kind: "history";
      readonly model: Model;
      readonly id: unknown;
      readonly limit: number;
      readonly filter: Readonly<Record<string, unknown>>;
    }
  | { readonly kind: "diff"; readonly model: Model; readonly id: unknown; readonly from?: number; readonly to?: number }
  | { readonly kind: "referrers"; readonly model: Model; readonly id: unknown; readonly limit: number }
  | { readonly kind: "search"; readonly model: Model; readonly search: Search }
  | { readonly kind: "changes"; readonly limit: number };

const pick = fc.nat(40);
const model = fc.constantFrom(...MODELS);
const id = (of: Model): fc.Arbitrary<Place> => pick.map((at) => ({ $id: of, pick: at }));
const revisionNumber = fc.oneof(
  { weight: 9, arbitrary: fc.constantFrom(1, 1, 1, 1, 2, 2, 3, 4) },
  { weight: 1, arbitrary: fc.constantFrom(0, 99) },
);
const maybe = <Value>(value: fc.Arbitrary<Value>, none: null | undefined = undefined) => fc.oneof(fc.constant(none), value);
const rarely = <Value>(value: fc.Arbitrary<Value>) =>
  fc.oneof({ weight: 9, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary: value });
const word = fc.constantFrom("a", "b", "B", "é", "\u{1F600}", "\uFB00");

const FIELDS: Readonly<Record<Model, Readonly<Record<string, fc.Arbitrary<unknown>>>>> = {
  team: {
    name: fc.constantFrom("red", "blue", "green", "grey", "black", "white"),
    parent: maybe(id("team"), null),
    lead: maybe(id("person"), null),
  },
  person: {
    country: maybe(fc.constantFrom("no", "se"), null),
    serial: maybe(fc.integer({ min: -1, max: 3 }), null),
    nick: word,
    team: maybe(id("team"), null),
    boss: maybe(id("person"), null),
    friends: fc.array(id("person"), { maxLength: 2 }),
  },
  note: {
    body: word,
    tags: fc.array(word, { maxLength: 3 }),
    about: maybe(id("person"), null),
    pinned: maybe(fc.record({ $id: fc.constant<Model>("team"), pick, n: revisionNumber }), null),
  },
};

/** What no field takes, and a field that no model has. */
const stray = fc.constantFrom<Readonly<Record<string, unknown>>>(
  { name: 5 },
  { colour: "red" },
  { team: "team:" },
  { friends: ["note:a"] },
  { tags: "a" },
  { body: null },
);

function dataOf(of: Model): fc.Arbitrary<Readonly<Record<string, unknown>>> {
  const { name, body, ...others } = FIELDS[of];
  const required = Object.fromEntries(
    Object.entries({ name, body }).flatMap(([key, value]) => (value === undefined ? [] : [[key, value]])),
  );
  const sound = fc.tuple(fc.record(required), fc.record(others, { requiredKeys: [] })).map(([must, may]) => Object.assign({}, must, may));
  return fc.oneof(
    { weight: 19, arbitrary: sound },
    { weight: 1, arbitrary: fc.tuple(sound, stray).map(([all, more]) => Object.assign({}, all, more)) },
  );
}

/** A member is set, or taken away by null. */
function mergePatchOf(of: Model): fc.Arbitrary<unknown> {
  const fields = Object.fromEntries(Object.entries(FIELDS[of]).map(([key, value]) => [key, maybe(value, null)]));
  return fc.oneof({ weight: 19, arbitrary: fc.record(fields, { requiredKeys: [] }) }, { weight: 1, arbitrary: stray });
}

function jsonPatchOf(of: Model): fc.Arbitrary<unknown> {
  const field = fc.constantFrom(...Object.entries(FIELDS[of]));
  const whole = field.chain(([key, value]) =>
    fc.record({ op: fc.constantFrom("add", "replace", "test"), path: fc.constant(`/${key}`), value }),
  );
  const removal = field.map(([key]) => ({ op: "remove", path: `/${key}` }));
  const lists = { team: "/name", person: "/friends", note: "/tags" } as const;
  const place = fc.constantFrom("-", "0", "1").map((at) => `${lists[of]}/${at}`);
  const item = fc.record({ op: fc.constantFrom("add", "replace", "remove"), path: place, value: of === "person" ? id("person") : word });
  return fc.array(fc.oneof(whole, whole, removal, item), { minLength: 1, maxLength: 3 });
}

const common = {
  actor: maybe(fc.constantFrom("ada", "bob")),
  reason: rarely(fc.constantFrom("why", "")),
  requestId: rarely(fc.constant("r1")),
};
const guarded = {
  ...common,
  ifMatch: fc.oneof(
    { weight: 8, arbitrary: fc.constant(undefined) },
    { weight: 4, arbitrary: fc.constantFrom<Precondition>("right", "right", "old", "wrong", "any") },
  ),
};
const status = rarely(fc.constantFrom("draft" as const, "stable" as const));
const updating = { ...guarded, status, mode: fc.oneof(fc.constant(undefined), fc.constant(undefined), fc.constant("modify" as const)) };

function given(fields: Readonly<Record<string, fc.Arbitrary<unknown>>>): fc.Arbitrary<Options> {
  return fc.record(fields).map((options) => Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined)));
}

function writeOf(of: Model, op: Write["op"]): fc.Arbitrary<Write> {
  const write = (fields: {
    id: fc.Arbitrary<unknown>;
    input: fc.Arbitrary<unknown>;
    options: fc.Arbitrary<Options>;
  }): fc.Arbitrary<Write> => fc.record({ op: fc.constant(op), model: fc.constant(of), ...fields });
  switch (op) {
    case "create":
      return write({
        id: fc.constantFrom(undefined, undefined, undefined, "a", "b", "c", `${of}:d`, "d"),
        input: dataOf(of),
        options: given({ ...common, status }),
      });
    case "update":
      return write({ id: id(of), input: dataOf(of), options: given(updating) });
    case "merge":
      return write({ id: id(of), input: mergePatchOf(of), options: given(updating) });
    case "json":
      return write({ id: id(of), input: jsonPatchOf(of), options: given(updating) });
    case "switch":
      return write({ id: id(of), input: revisionNumber, options: given(guarded) });
    case "revert": {
      const fields = maybe(fc.subarray([...Object.keys(FIELDS[of]), "colour"], { minLength: 1, maxLength: 2 }));
      return write({ id: id(of), input: revisionNumber, options: given({ ...guarded, status, fields }) });
    }
    case "restore":
      return write({
        id: fc.record({ $id: fc.constant(of), pick, isDeleted: fc.constant(true) }),
        input: fc.constant(null),
        options: given(guarded),
      });
    default:
      return write({ id: id(of), input: fc.constant(null), options: given(guarded) });
  }
}

const OPS = [
  "create",
  "create",
  "create",
  "create",
  "update",
  "update",
  "merge",
  "merge",
  "json",
  "publish",
  "delete",
  "delete",
  "restore",
  "restore",
  "purge",
  "switch",
  "switch",
] as const;
const plannedWrite = fc.tuple(model, fc.constantFrom(...OPS)).chain(([of, op]) => writeOf(of, op));
const write = fc.tuple(model, fc.constantFrom(...OPS, "revert" as const)).chain(([of, op]) => writeOf(of, op));
const validateOnly = fc.nat(9).map((n) => n === 9);
const limit = fc.integer({ min: 1, max: 4 });
const ago = fc.constantFrom(0, 1, 2, 1000, 1001, 2000).map((ms) => ({ $ago: ms }));

const bulk = model.chain((of) =>
  fc.record<Step & { kind: "bulk" }>({
    kind: fc.constant("bulk"),
    model: fc.constant(of),
    where: fc.option(randomCondition(of)),
    op: fc.constantFrom("update", "delete", "restore"),
    patch: mergePatchOf(of),
    most: fc.constantFrom(2, 1000),
  }),
);
const get = model.chain((of) => {
  const moment = fc.oneof(fc.constant({}), fc.record({ n: revisionNumber }), fc.record({ asOf: ago }));
  return fc
    .tuple(id(of), moment, fc.boolean())
    .map(([at, when, includeDeleted]): Step => Object.assign({ kind: "get", model: of, id: at, includeDeleted } as const, when));
});
const history = model.chain((of) => {
  const filter = fc.record(
    { createdBy: fc.constant("ada"), op: fc.constantFrom("create", "update", "delete"), since: ago, until: ago },
    { requiredKeys: [] },
  );
  return fc
    .tuple(id(of), limit, fc.oneof(fc.constant({}), filter))
    .map(([at, most, only]): Step => ({ kind: "history", model: of, id: at, limit: most, filter: only }));
});
const diff = model.chain((of) =>
  fc
    .tuple(id(of), fc.record({ from: revisionNumber, to: revisionNumber }, { requiredKeys: [] }))
    .map(([at, between]): Step => Object.assign({ kind: "diff", model: of, id: at } as const, between)),
);
const referrers = model.chain((of) =>
  fc.tuple(id(of), limit).map(([at, most]): Step => ({ kind: "referrers", model: of, id: at, limit: most })),
);
const search = model.chain((of) =>
  fc
    .record({ where: fc.option(randomCondition(of)), orderBy: randomOrder(of), limit, includeDeleted: fc.boolean() })
    .map((asked): Step => ({ kind: "search", model: of, search: asked })),
);

/** One step; writes are the most frequent. */
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 30, arbitrary: fc.record<Step & { kind: "write" }>({ kind: fc.constant("write"), write, validateOnly }) },
  {
    weight: 6,
    arbitrary: fc.record<Step & { kind: "changeset" }>({
      kind: fc.constant("changeset"),
      writes: fc.array(plannedWrite, { minLength: 2, maxLength: 5 }),
      validateOnly,
    }),
  },
  { weight: 3, arbitrary: bulk },
  { weight: 4, arbitrary: fc.constantFrom(1, 1, 1000).map((ms): Step => ({ kind: "wait", ms })) },
  { weight: 4, arbitrary: get },
  { weight: 2, arbitrary: history },
  { weight: 2, arbitrary: diff },
  { weight: 2, arbitrary: referrers },
  { weight: 4, arbitrary: search },
  { weight: 1, arbitrary: limit.map((most): Step => ({ kind: "changes", limit: most })) },
);

const create = (of: Model, name: string, input: unknown): Step => ({
  kind: "write",
  write: { op: "create", model: of, id: name, input, options: {} },
  validateOnly: false,
});

/** What there is before the first step. */
export const OPENING: readonly Step[] = [
  create("team", "a", { name: "red" }),
  create("team", "b", { name: "blue", parent: "team:a" }),
  create("person", "a", { country: "no", serial: 1, team: "team:a" }),
  create("person", "b", { boss: "person:a", friends: ["person:a"] }),
  create("person", "c", { country: "no", serial: 0, team: "team:b", friends: ["person:a", "person:b"] }),
  create("note", "a", { body: "a", tags: ["a", "b"], about: "person:a", pinned: "team:b:1" }),
  create("note", "b", { body: "b", about: "person:c" }),
];

/** Sequences of up to so many steps. */
export function randomSteps(most: number): fc.Arbitrary<Step[]> {
  return fc.array(step, { maxLength: most, size: "max" });
}
