import type { Problem } from "../core/errors.js";
import { isRecord } from "../core/is-record.js";
import { toJsonPointer } from "../core/json-pointer.js";
import type { BackendDefaults, Connection } from "./backend-config.js";
import { anyOf, check, problem, type Checked } from "./check.js";
import { connectionTypes } from "./types/index.js";

/** A part of the document, and where it stands. */
export interface Placed {
  readonly value: unknown;
  readonly path: string;
}

/** What is laid below and above the options of a connection. */
export interface Around {
  readonly defaults: BackendDefaults;
  readonly overrides?: Placed;
}

/**
 * Checks one connection with its options: those of the defaults, in their place its own, in theirs those of the binding. An option
 * that is an empty text counts as left out, so that a variable can be. Each problem has the path of where its option was given.
 */
export function checkConnection(connection: Placed, around: Around): Checked<Connection> {
  const { value, path } = connection;
  if (!isRecord(value)) return problem(path, value === undefined ? "is missing" : "must be of type object");
  const { type } = value;
  if (!isTypeName(type)) return problem(`${path}/type`, `must be ${anyOf(Object.keys(connectionTypes))}`);
  const layers = layersOf(type, { value: value["options"], path: `${path}/options` }, around);
  const checked = check<Connection>(connectionTypes[type].schema, { ...value, ...mergeOptions(layers) }, path);
  return "value" in checked ? checked : { problems: checked.problems.map((found) => relocate(found, path, layers)) };
}

export function isTypeName(name: unknown): name is Connection["type"] {
  return typeof name === "string" && Object.hasOwn(connectionTypes, name);
}

/** The lowest first. */
function layersOf(type: Connection["type"], own: Placed, { defaults, overrides }: Around): Placed[] {
  const inherited = connectionTypes[type].inherits.flatMap((name) => (defaults[name] === undefined ? [] : [[name, defaults[name]] as const]));
  const lowest = inherited.length === 0 ? [] : [{ value: Object.fromEntries(inherited), path: "/defaults" }];
  return [...lowest, own, ...(overrides === undefined ? [] : [overrides])].filter((layer) => layer.value !== undefined);
}

function mergeOptions(layers: readonly Placed[]): { readonly options?: unknown } {
  if (layers.length === 0) return {};
  const odd = layers.find((layer) => !isRecord(layer.value));
  if (odd !== undefined) return { options: odd.value };
  // Not by assignment, which would take a key `__proto__` for the prototype.
  const merged = Object.fromEntries(layers.flatMap((layer) => (isRecord(layer.value) ? Object.entries(layer.value) : [])));
  return { options: Object.fromEntries(Object.entries(merged).filter(([, value]) => value !== "")) };
}

function relocate({ path, message }: Problem, base: string, layers: readonly Placed[]): Problem {
  const start = `${base}/options`;
  const from = layers.toReversed().find((layer) => isRecord(layer.value) && Object.keys(layer.value).some((key) => path === `${start}${toJsonPointer([key])}`));
  if (from === undefined) return { path, message };
  return { path: `${from.path}${path.slice(start.length)}`, message: message === "is missing" ? "must not be empty" : message };
}
