import type { OpenAPIV3_1 } from "openapi-types";

/** The parts of an OpenAPI 3.1 document under short names. */
export type Schema = OpenAPIV3_1.SchemaObject;
export type Reference = OpenAPIV3_1.ReferenceObject;
export type Parameter = OpenAPIV3_1.ParameterObject;
export type ParameterSchema = NonNullable<Parameter["schema"]>;
export type Header = OpenAPIV3_1.HeaderObject;
export type Response = OpenAPIV3_1.ResponseObject;
export type Operation = OpenAPIV3_1.OperationObject;
export type Responses = OpenAPIV3_1.ResponsesObject;
export type Info = OpenAPIV3_1.InfoObject;
export type Tag = OpenAPIV3_1.TagObject;

/** The package's own type takes operations of OpenAPI 3.0 only, by mistake. */
export interface PathItem {
  readonly parameters: readonly Reference[];
  readonly get?: Operation;
  readonly put?: Operation;
  readonly post?: Operation;
  readonly delete?: Operation;
}

export interface Document extends Omit<OpenAPIV3_1.Document, "paths"> {
  readonly paths: Readonly<Record<string, PathItem>>;
}

export type ComponentKind = "schemas" | "parameters" | "headers" | "responses";

/** Points at a component of the same document. */
export function refer(kind: ComponentKind, name: string): Reference {
  return { $ref: `#/components/${kind}/${name}` };
}

/** An object of exactly these properties, all of them required unless they are named in `optional`. */
export function closedObject(properties: Readonly<Record<string, Schema | Reference>>, optional: readonly string[] = []): Schema {
  const required = Object.keys(properties).filter((name) => !optional.includes(name));
  return {
    type: "object",
    additionalProperties: false,
    ...(required.length === 0 ? {} : { required }),
    properties,
  };
}
