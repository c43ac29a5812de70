import { Facts } from "../core/facts.js";
import type { EncodedResource, ResourceMeta } from "../core/resource.js";
import type { ServedManager } from "./served-manager.js";

/** What HTTP shows of a model's resources: all but its hidden fields. */
export interface Shown {
  /** What can be searched and sorted by: an order tells of values as well. */
  readonly index: ServedManager["spec"]["index"];
  resource(resource: EncodedResource): EncodedResource;
  meta(meta: Facts<ResourceMeta>): Facts<ResourceMeta>;
}

/** Prepared once per route. Of a model without hidden fields everything is passed on as it is stored. */
export function shownOf({ index, hidden }: ServedManager["spec"]): Shown {
  if (hidden.length === 0) return { index, resource: (resource) => resource, meta: (meta) => meta };
  const isShown = (path: string): boolean => !hidden.some((name) => path === name || path.startsWith(`${name}.`));
  const meta: Shown["meta"] = ({ value }) => Facts.of({ ...value, indexedData: keepEntries(value.indexedData, isShown) });
  return {
    index: { ...index, fields: index.fields.filter(({ path }) => isShown(path)) },
    meta,
    resource: (resource) => ({ ...resource, data: hide(resource.data, hidden), meta: meta(resource.meta) }),
  };
}

/** The text of an object without these fields. */
function hide(text: string, hidden: readonly string[]): string {
  const data: Readonly<Record<string, unknown>> = JSON.parse(text);
  return JSON.stringify(keepEntries(data, (name) => !hidden.includes(name)));
}

function keepEntries<Value>(object: Readonly<Record<string, Value>>, isKept: (name: string) => boolean): Record<string, Value> {
  return Object.fromEntries(Object.entries(object).filter(([name]) => isKept(name)));
}
