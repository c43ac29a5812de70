import type { ComponentNames } from "./component-names.js";
import { refer, type MediaType, type SchemaPart } from "./types.js";

/** What the operations of a model take and give. */
export interface ModelBodies {
  readonly request: MediaType;
  readonly resource: MediaType;
  readonly page: MediaType;
  readonly revision: MediaType;
  readonly meta: MediaType;
}

/** The names of the component schemas that these have. */
export interface BodyNames extends Pick<ComponentNames, "resource" | "page" | "revision" | "meta"> {
  readonly request: string;
}

export function modelBodies({ request, resource, page, revision, meta }: BodyNames): ModelBodies {
  return { request: body(request), resource: { schema: wholeOrPart(resource) }, page: body(page), revision: body(revision), meta: body(meta) };
}

/** All of a resource, or what a request has chosen of it. */
export function wholeOrPart(resource: string): SchemaPart {
  return { anyOf: [refer("schemas", resource), refer("schemas", "PartialResource")] };
}

function body(name: string): MediaType {
  return { schema: refer("schemas", name) };
}
