import { compileProjection } from "../core/patch/index.js";
import type { EncodedFacts } from "../core/resource.js";
import { PARTS, type Part, type Selection } from "../query/selection.js";
import type { Shown } from "./shown.js";

/** How answers show a resource. */
export interface View {
  /** Whether it takes the data: nobody reads it otherwise. */
  readonly hasData: boolean;
  /** The chosen parts, in the order `{data, revision, meta}`. */
  encode(resource: ViewedResource): string;
}

/** A resource whose data is there if the view has it. */
export interface ViewedResource extends EncodedFacts {
  readonly data?: string;
}

/**
 * Prepares the views of what is shown of a model's resources; the whole, which almost every caller wants, is made once.
 *
 * @returns what gives the view that a caller has chosen; it throws INVALID_QUERY for a field that the model doesn't have or that is not
 *   shown.
 */
export function compileViews(shown: Shown): (selection: Selection) => View {
  const whole = createView(shown, {});
  return (selection) => (selection.returns === undefined && selection.fields === undefined ? whole : createView(shown, selection));
}

function createView(shown: Shown, { returns = PARTS, fields }: Selection): View {
  const toData = fields === undefined ? shown.data : projectText(compileProjection(shown.schema, fields), shown);
  const encoders: Readonly<Record<Part, (resource: ViewedResource) => string>> = {
    data: ({ data = "null" }) => toData(data),
    revision: ({ revision }) => revision.text,
    meta: ({ meta }) => shown.meta(meta).text,
  };
  const parts = PARTS.filter((part) => returns.includes(part));
  return {
    hasData: parts.includes("data"),
    encode: (resource) => `{${parts.map((part) => `"${part}":${encoders[part](resource)}`).join(",")}}`,
  };
}

function projectText(project: (data: unknown) => unknown, shown: Shown): (text: string) => string {
  return (text) => JSON.stringify(project(JSON.parse(shown.data(text))));
}
