import { schemaName, type ComponentNames } from "./component-names.js";
import { refer, type MediaType } from "./types.js";

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
    resource: body(names.resource),
    page: body(names.page),
    revision: body(names.revision),
    meta: body(names.meta),
  };
}

function body(name: string): MediaType {
  return { schema: refer("schemas", name) };
}
