import { schemaName, type ComponentNames } from "./component-names.js";
import { refer, type MediaType, type SchemaPart } from "./types.js";

/** What the operations of a model take and give. */
export interface ModelBodies {
  readonly request: MediaType;
  readonly resource: MediaType;
  readonly page: MediaType;
  readonly revision: MediaType;
  readonly meta: MediaType;
}

export function modelBodies(model: string, names: ComponentNames): ModelBodies {
  return {
    request: body(schemaName(model, "input", names)),
    resource: { schema: wholeOrPart(names.resource) },
    page: body(names.page),
    revision: body(names.revision),
    meta: body(names.meta),
  };
}

/** All of a resource, or what a request has chosen of it. */
export function wholeOrPart(resource: string): SchemaPart {
  return { anyOf: [refer("schemas", resource), refer("schemas", "PartialResource")] };
}

function body(name: string): MediaType {
  return { schema: refer("schemas", name) };
}
