import type { OpenAPIV3_1 } from "openapi-types";

export type Document = OpenAPIV3_1.Document;
export type Described = OpenAPIV3_1.OperationObject;
export type DescribedResponse = OpenAPIV3_1.ResponseObject;

const METHODS = ["get", "put", "patch", "post", "delete"] as const;

export type Method = (typeof METHODS)[number];

/** An operation of a document, and what its path shares with its other methods. */
export interface Found {
  readonly operation: Described;
  /** Where it is in the document, as a JSON Pointer. */
  readonly pointer: string;
  readonly parameters: readonly OpenAPIV3_1.ParameterObject[];
}

/** What a reference leads to; anything else as it is. */
export function deref<Part extends object>(document: Document, part: Part | OpenAPIV3_1.ReferenceObject): Part {
  if (!("$ref" in part)) return part;
  let value: unknown = document;
  for (const key of part.$ref.slice(2).split("/")) value = new Map(Object.entries(value ?? {})).get(key);
  if (value === undefined) throw new Error(`The document has no ${part.$ref}.`);
  return value as Part;
}

/** The paths of a document that a URL's path is one of: a fixed segment goes before a parameter. */
function findPath(document: Document, path: string): string | undefined {
  const segments = path.split("/");
  const isOne = (route: string): boolean => {
    const parts = route.split("/");
    return parts.length === segments.length && parts.every((part, at) => (part.startsWith("{") ? segments[at] !== "" : part === segments[at]));
  };
  const routes = Object.keys(document.paths ?? {}).filter(isOne);
  return routes.toSorted((a, b) => a.split("{").length - b.split("{").length)[0];
}

/** The operation that a request is one of. HEAD is a GET without a body (RFC 9110 section 9.3.2). */
export function findOperation(document: Document, method: string, path: string): Found | undefined {
  const route = findPath(document, path);
  const name = METHODS.find((known) => known === (method === "HEAD" ? "get" : method.toLowerCase()));
  const item = route === undefined ? undefined : document.paths?.[route];
  const operation = name === undefined ? undefined : item?.[name];
  if (route === undefined || name === undefined || operation === undefined) return undefined;
  const parameters = [...(item?.parameters ?? []), ...(operation.parameters ?? [])].map((part) => deref<OpenAPIV3_1.ParameterObject>(document, part));
  return { operation, parameters, pointer: `/paths/${escape(route)}/${name}` };
}

/** A key as a JSON Pointer in a URL's fragment has it (RFC 6901 section 6). */
export function escape(key: string): string {
  return encodeURIComponent(key.replaceAll("~", "~0").replaceAll("/", "~1"));
}
