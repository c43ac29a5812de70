import {
  defineResource,
  discriminated,
  list,
  nullable,
  object,
  optional,
  record,
  reference,
  revisionReference,
  text,
  tuple,
  withDefault,
  type ResourceSpec,
} from "@specstar/runtime";
import { z } from "zod";

/** Refers to others of its kind in every way there is. */
export interface Node {
  name: string;
  owner: string | null;
  guard: string | null;
  friend: string | null;
  trace: string | null;
  pinned: string | null;
  extra?: string;
  friends: string[];
  guards: string[];
  roles: Record<string, string | null>;
  pair: (string | null)[];
  place: { keeper: string | null; boss?: string };
  link: { kind: "near"; node: string | null } | { kind: "far"; node: string } | null;
}

export type NodeInput = Pick<Node, "name"> & Partial<Node>;

export interface NodeIndexed {
  name: string;
}

const near = object({ kind: z.literal("near"), node: nullable(reference("node")) });
const far = object({ kind: z.literal("far"), node: text() });

const nodeSchema: z.ZodType = object({
  name: text(),
  owner: withDefault(nullable(reference("node")), null),
  guard: withDefault(nullable(reference("node")), null),
  friend: withDefault(nullable(reference("node")), null),
  trace: withDefault(nullable(reference("node")), null),
  pinned: withDefault(nullable(revisionReference("node")), null),
  extra: optional(reference("node")),
  friends: withDefault(list(reference("node")), []),
  guards: withDefault(list(reference("node")), []),
  roles: withDefault(record(nullable(reference("node"))), {}),
  pair: withDefault(tuple([nullable(reference("node")), nullable(reference("node"))]), [null, null]),
  place: withDefault(object({ keeper: withDefault(nullable(reference("node")), null), boss: optional(reference("node")) }), { keeper: null }),
  link: withDefault(nullable(discriminated("kind", near, far)), null),
});

export const nodeSpec: ResourceSpec<Node, NodeInput, NodeIndexed> = defineResource({
  name: "node",
  schemaVersion: "v1",
  schema: nodeSchema,
  table: "node",
  indexes: [{ path: "name", column: "data_name", type: "text" }],
  unique: [],
  references: [
    { path: "owner", model: "node", onDelete: "cascade" },
    { path: "guard", model: "node", onDelete: "restrict" },
    { path: "friend", model: "node", onDelete: "setNull" },
    { path: "trace", model: "node", onDelete: "dangling" },
    { path: "pinned", model: "node", onDelete: "restrict", to: "revision" },
    { path: "extra", model: "node", onDelete: "restrict" },
    { path: "friends", model: "node", onDelete: "setNull", list: true },
    { path: "guards", model: "node", onDelete: "restrict", list: true },
    { path: "roles", model: "node", onDelete: "setNull", list: true },
    { path: "pair", model: "node", onDelete: "setNull", list: true },
    { path: "place.keeper", model: "node", onDelete: "setNull" },
    { path: "place.boss", model: "node", onDelete: "cascade" },
    { path: "link.node", model: "node", onDelete: "setNull" },
  ],
});

/** Refers to another model; can't do without the second when its name says so. */
export interface Leaf {
  name: string;
  node: string | null;
  friend: string | null;
  guard: string | null;
}

export type LeafInput = Pick<Leaf, "name"> & Partial<Leaf>;

export interface LeafIndexed {
  name: string;
}

const leafSchema: z.ZodType = object({
  name: text(),
  node: withDefault(nullable(reference("node")), null),
  friend: withDefault(nullable(reference("node")), null),
  guard: withDefault(nullable(reference("node")), null),
});

export const leafSpec: ResourceSpec<Leaf, LeafInput, LeafIndexed> = defineResource({
  name: "leaf",
  schemaVersion: "v1",
  schema: leafSchema,
  table: "leaf",
  indexes: [{ path: "name", column: "data_name", type: "text" }],
  unique: [["name"]],
  references: [
    { path: "node", model: "node", onDelete: "cascade" },
    { path: "friend", model: "node", onDelete: "setNull" },
    { path: "guard", model: "node", onDelete: "restrict" },
  ],
  validate: ({ name, friend }: Readonly<Leaf>) => (name.startsWith("needy") && friend === null ? [{ path: "friend", message: "A needy leaf has a friend." }] : []),
});
