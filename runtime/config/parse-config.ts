import type { Problem } from "../core/errors.js";
import { closestName } from "../core/closest-name.js";
import { isRecord } from "../core/is-record.js";
import { toJsonPointer } from "../core/json-pointer.js";
import type { BackendDefaults, Bound, Connection, Role, StoreConnection } from "./backend-config.js";
import type { Bindings } from "./bindings.js";
import { check, problem, problemsOf, type Checked } from "./check.js";
import { checkConnection, type Placed } from "./check-connection.js";
import { chooseBlob } from "./choose-blob.js";
import { defaultsSchema, documentSchema, useSchema } from "./document-schema.js";
import { refuseLoss } from "./refuse-loss.js";
import { refuseMixedDialects } from "./refuse-mixed-dialects.js";
import { canBe, connectionTypes } from "./types/index.js";

interface Document {
  readonly connections: Readonly<Record<string, unknown>>;
  readonly defaults: BackendDefaults;
}

/**
 * Checks a configuration whose variables are expanded, and gives the connection of each concern. Otherwise all its problems, with the
 * JSON Pointer of each and in their order.
 */
export function parseConfig(value: unknown): Checked<Bindings> {
  const whole = check(documentSchema, value, "");
  if (!isRecord(value)) return { problems: problemsOf(whole) };
  const document = readDocument(value);
  const meta = parseBinding("meta", value["meta"], document);
  const resource = value["resource"] === undefined ? onlyAs("resource", meta) : parseBinding("resource", value["resource"], document);
  const blob = value["blob"] === undefined ? null : parseBinding("blob", value["blob"], document);
  const mq = value["mq"] === undefined ? null : parseBinding("mq", value["mq"], document);
  const given = [meta, resource, blob, mq].filter((binding) => binding !== null);
  const problems = [whole, ...checkUnused(value, document), ...given].flatMap(problemsOf);
  if (problems.length > 0 || "problems" in meta || "problems" in resource) return { problems: inOrder(problems) };
  const places = { meta: meta.value, resource: resource.value };
  const queue = mq !== null && "value" in mq ? mq.value : null;
  const bindings = { ...places, blob: blob !== null && "value" in blob ? blob.value : chooseBlob(places), mq: queue };
  const refused = [...refuseLoss(bindings), ...refuseMixedDialects(bindings)];
  return refused.length > 0 ? { problems: refused } : { value: bindings };
}

function readDocument({ connections, defaults }: Readonly<Record<string, unknown>>): Document {
  const checked = check(defaultsSchema, defaults ?? {}, "/defaults");
  return { connections: isRecord(connections) ? connections : {}, defaults: "value" in checked ? checked.value : {} };
}

function parseBinding<Name extends Role>(role: Name, binding: unknown, { connections, defaults }: Document): Checked<Bound[Name]> {
  const path = `/${role}`;
  if (!isRecord(binding) || !("use" in binding)) return onlyIn(role, `${path}/type`, checkConnection({ value: binding, path }, { defaults }));
  const checked = check(useSchema, binding, path);
  if ("problems" in checked) return checked;
  const { use, options } = checked.value;
  if (!Object.hasOwn(connections, use)) return problem(`${path}/use`, namesNone(use, Object.keys(connections)));
  const overrides: Placed = { value: options, path: `${path}/options` };
  return onlyIn(role, `${path}/use`, checkConnection({ value: connections[use], path: pathOf(use) }, { defaults, overrides }));
}

/** What is wrong with a connection shows although nothing uses it yet. Those that are used may get their last options there. */
function checkUnused(value: Readonly<Record<string, unknown>>, { connections, defaults }: Document): Checked<Connection>[] {
  const used = new Set([value["meta"], value["resource"], value["blob"], value["mq"]].map((binding) => (isRecord(binding) ? binding["use"] : undefined)));
  const unused = Object.entries(connections).filter(([name]) => !used.has(name));
  return unused.map(([name, connection]) => checkConnection({ value: connection, path: pathOf(name) }, { defaults }));
}

function pathOf(connection: string): string {
  return `/connections${toJsonPointer([connection])}`;
}

function namesNone(name: string, names: readonly string[]): string {
  const closest = closestName(name, names);
  const hint = closest === undefined ? "" : `; did you mean ${JSON.stringify(closest)}?`;
  const allowed = names.length === 0 ? "there is none under /connections" : `allowed: ${names.map((known) => JSON.stringify(known)).join(", ")}`;
  return `names no connection; ${allowed}${hint}`;
}

function onlyIn<Name extends Role>(role: Name, path: string, checked: Checked<Connection>): Checked<Bound[Name]> {
  if ("problems" in checked) return checked;
  if (canBe(role, checked.value)) return { value: checked.value };
  const able = Object.entries(connectionTypes).filter(([, { roles }]) => roles.includes(role));
  return problem(path, `is of type ${checked.value.type}, which can't be used for ${role}; types that can: ${able.map(([name]) => name).join(", ")}`);
}

/** A concern that is left out goes where the meta goes; what is wrong there is told once. */
function onlyAs(role: "resource", meta: Checked<StoreConnection>): Checked<StoreConnection> {
  return "problems" in meta ? { problems: [] } : onlyIn(role, `/${role}`, meta);
}

/** By their place, and each once: a connection may be used more than once. */
function inOrder(problems: readonly Problem[]): Problem[] {
  const byText = new Map(problems.map((found) => [`${found.path}\n${found.message}`, found]));
  return [...byText.entries()].toSorted(([one], [other]) => (one < other ? -1 : 1)).map(([, found]) => found);
}
