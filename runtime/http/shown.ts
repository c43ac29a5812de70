import { Facts } from "../core/facts.js";
import type { ResourceMeta } from "../core/resource.js";
import { withoutFields } from "../core/without-fields.js";
import type { ServedManager } from "./served-manager.js";

/** What HTTP shows of a model's resources: all but its hidden fields. */
export interface Shown {
  /** What can be searched and sorted by: an order tells of values as well. */
  readonly index: ServedManager["spec"]["index"];
  /** The schema of what is shown. */
  readonly schema: ServedManager["spec"]["schema"];
  data(text: string): string;
  meta(meta: Facts<ResourceMeta>): Facts<ResourceMeta>;
}

/** Prepared once per route. Of a model without hidden fields everything is passed on as it is stored. */
export function shownOf({ index, schema, hidden }: ServedManager["spec"]): Shown {
  if (hidden.length === 0) return { index, schema, data: (text) => text, meta: (meta) => meta };
  const isShown = (path: string): boolean => !hidden.some((name) => path === name || path.startsWith(`${name}.`));
  return {
    index: { ...index, fields: index.fields.filter(({ path }) => isShown(path)) },
    schema: withoutFields(schema, hidden),
    data: (text) => hide(text, hidden),
    meta: ({ value }) => Facts.of({ ...value, indexedData: keepEntries(value.indexedData, isShown) }),
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
