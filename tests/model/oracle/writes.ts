import type { ResourceMeta, RevisionInfo } from "@specstar/runtime";
import type { Write } from "../steps.js";
import { checkData, fieldNames, INDEXED } from "./data.js";
import { jsonPatch, mergePatch } from "./patches.js";
import { currentOf, metaOf, Refused, revisionOf, tagOf, type Resource } from "./state.js";
import { addResource, append, isSame, modify, pointAt, remove, repeat, type Unit } from "./unit.js";

/** A write as the sequence's turn has made it: with ids, and tags as the oracle knows them. */
export interface ResolvedWrite extends Omit<Write, "id" | "options"> {
  readonly id: string;
  readonly options: Omit<Write["options"], "ifMatch"> & { readonly ifMatch?: string };
}

type Result = RevisionInfo | ResourceMeta | null;

/** Plans one write in a unit. */
export function planWrite(unit: Unit, write: ResolvedWrite): Result {
  const { op, model, id, input, options } = write;
  if (op === "create") {
    const { status = model === "note" ? "draft" : "stable" } = options;
    return addResource(unit, model, id, { status, data: checkData(model, input) }, options);
  }
  if (op === "update") checkData(model, input);
  if (op === "revert" && options.fields?.includes("colour")) throw new Refused("INVALID_QUERY");
  return planChange(unit, find(unit, id), write);
}

/** A write to a resource that is there. */
function planChange(unit: Unit, resource: Resource, write: ResolvedWrite): Result {
  const { op, input, options } = write;
  switch (op) {
    case "restore":
      refuseUnlessMatched(resource, options.ifMatch);
      return resource.isDeleted ? repeat(unit, resource, "restore", options) : currentOf(resource).info;
    case "purge":
      refuseUnlessMatched(resource, options.ifMatch);
      return remove(unit, resource, "purge", options);
    case "delete":
      refuseUnlessLive(resource, options.ifMatch);
      return remove(unit, resource, "delete", options);
    case "publish":
      return publish(unit, resource, options);
    case "switch":
      return planSwitch(unit, resource, Number(input), options);
    case "revert":
      return revert(unit, resource, Number(input), options);
    default:
      return replace(unit, resource, (data) => contentOf(write, data), options);
  }
}

function publish(unit: Unit, resource: Resource, options: ResolvedWrite["options"]): RevisionInfo {
  refuseUnlessLive(resource, options.ifMatch);
  const { info, data } = currentOf(resource);
  return info.status === "stable" ? info : modify(unit, resource, { status: "stable", data }, options);
}

function revert(unit: Unit, resource: Resource, n: number, options: ResolvedWrite["options"]): RevisionInfo {
  const old = revisionOf(resource, n).data;
  const { fields = fieldNames(resource.model) } = options;
  const isOld = (name: string) => fields.includes(name);
  return replace(unit, resource, (data) => ({ ...pick(data, (name) => !isOld(name)), ...pick(old, isOld) }), options);
}

function contentOf({ op, input }: ResolvedWrite, data: unknown): unknown {
  if (op === "update") return input;
  return op === "merge" ? mergePatch(data, input) : jsonPatch(data, Array.isArray(input) ? input : []);
}

function replace(
  unit: Unit,
  resource: Resource,
  content: (data: Readonly<Record<string, unknown>>) => unknown,
  options: ResolvedWrite["options"],
): RevisionInfo {
  refuseUnlessLive(resource, options.ifMatch);
  const { model } = resource;
  const current = currentOf(resource);
  if (options.mode === "modify" && current.info.status === "stable") throw new Refused("NOT_MODIFIABLE");
  const data = checkData(model, content(current.data));
  if (isSame(current, data, options.status)) return current.info;
  if (options.mode === "modify") return modify(unit, resource, { status: options.status ?? "draft", data }, options);
  const { status = model === "note" ? "draft" : "stable" } = options;
  return append(unit, resource, { op: "update", status, data }, options);
}

function planSwitch(unit: Unit, resource: Resource, n: number, options: ResolvedWrite["options"]): ResourceMeta {
  revisionOf(resource, n);
  refuseUnlessLive(resource, options.ifMatch);
  return n === resource.current ? metaOf(resource, INDEXED[resource.model]) : pointAt(unit, resource, n, options);
}

function pick(data: Readonly<Record<string, unknown>>, isTaken: (name: string) => boolean): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(data).filter(([name]) => isTaken(name)));
}

function find({ state }: Unit, id: string): Resource {
  const resource = state.resources.get(id);
  if (resource === undefined) throw new Refused("RESOURCE_NOT_FOUND");
  return resource;
}

function refuseUnlessLive(resource: Resource, ifMatch: string | undefined): void {
  if (resource.isDeleted) throw new Refused("RESOURCE_DELETED");
  refuseUnlessMatched(resource, ifMatch);
}

function refuseUnlessMatched(resource: Resource, ifMatch: string | undefined): void {
  if (ifMatch !== undefined && ifMatch !== "*" && ifMatch !== tagOf(resource)) throw new Refused("REVISION_CONFLICT");
}
