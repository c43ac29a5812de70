import {
  defineResource,
  int,
  list,
  nullable,
  object,
  optional,
  reference,
  ResourceManager,
  revisionReference,
  text,
  withDefault,
} from "@specstar/runtime";
import type { ManagerOptions, ResourceSpec, Storage } from "@specstar/runtime";

/** The random steps put together inputs that no compiler has seen. */
export type Data = Readonly<Record<string, unknown>>;
type Spec = ResourceSpec<Data, Data, Data>;
export type Manager = ResourceManager<Data, Data, Data>;

export const MODELS = ["team", "person", "note"] as const;
export type Model = (typeof MODELS)[number];

/** A unique field, a reference to its own model, and one that may dangle. */
const team: Spec = defineResource({
  name: "team",
  schemaVersion: "v1",
  schema: object({
    name: text(),
    parent: withDefault(nullable(reference("team")), null),
    lead: withDefault(nullable(reference("person")), null),
  }),
  table: "team",
  indexes: [
    { path: "name", column: "data_name", type: "text" },
    { path: "parent", column: "data_parent", type: "text" },
  ],
  unique: [["name"]],
  references: [
    { path: "parent", model: "team", onDelete: "setNull" },
    { path: "lead", model: "person", onDelete: "dangling" },
  ],
});

/** Fields that are unique together, a field that may be absent, references that take along, stand in the way and are many. */
const person: Spec = defineResource({
  name: "person",
  schemaVersion: "v1",
  schema: object({
    country: withDefault(nullable(text()), null),
    serial: withDefault(nullable(int()), null),
    nick: optional(text()),
    team: withDefault(nullable(reference("team")), null),
    boss: withDefault(nullable(reference("person")), null),
    friends: withDefault(list(reference("person")), []),
  }),
  table: "person",
  indexes: [
    { path: "country", column: "data_country", type: "text" },
    { path: "serial", column: "data_serial", type: "integer" },
    { path: "nick", column: "data_nick", type: "text" },
    { path: "team", column: "data_team", type: "text" },
  ],
  unique: [["country", "serial"]],
  references: [
    { path: "team", model: "team", onDelete: "cascade" },
    { path: "boss", model: "person", onDelete: "restrict" },
    { path: "friends", model: "person", onDelete: "setNull", list: true },
  ],
});

/** Begins as a draft; refers to a revision. */
const note: Spec = defineResource({
  name: "note",
  schemaVersion: "v1",
  schema: object({
    body: text(),
    tags: withDefault(list(text()), []),
    about: withDefault(nullable(reference("person")), null),
    pinned: withDefault(nullable(revisionReference("team")), null),
  }),
  table: "note",
  indexes: [
    { path: "body", column: "data_body", type: "text" },
    { path: "tags", column: "data_tags", type: "text", list: true },
    { path: "about", column: "data_about", type: "text" },
  ],
  unique: [],
  defaultStatus: "draft",
  references: [
    { path: "about", model: "person", onDelete: "cascade" },
    { path: "pinned", model: "team", onDelete: "setNull", to: "revision" },
  ],
});

export const SPECS: Readonly<Record<Model, Spec>> = { team, person, note };

/** Managers of all the models, as each needs the others at the end of its references. */
export function openManagers(storage: Storage, options?: ManagerOptions): Readonly<Record<Model, Manager>> {
  const open = (model: Model): Manager => new ResourceManager(SPECS[model], storage, options);
  return { team: open("team"), person: open("person"), note: open("note") };
}
