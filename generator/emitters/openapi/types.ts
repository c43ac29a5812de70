import type { OpenAPIV3_1 } from "openapi-types";
import type { Constant } from "../../ir/model.js";

/** The parts of an OpenAPI 3.1 document. Schemas are those of JSON Schema 2020-12, of which the package's own types lack much. */

export type SchemaType = "string" | "number" | "integer" | "boolean" | "array" | "object" | "null";

export interface Reference {
  readonly $ref: string;
}

/** A schema, or where one is. */
export type SchemaPart = Schema | Reference;

export interface Schema {
  readonly $schema?: string;
  readonly $id?: string;
  readonly $defs?: Readonly<Record<string, SchemaPart>>;
  readonly description?: string;
  readonly type?: SchemaType | readonly SchemaType[];
  readonly const?: Constant;
  readonly enum?: readonly Constant[];
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly pattern?: string;
  readonly format?: string;
  readonly contentEncoding?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly items?: SchemaPart;
  readonly prefixItems?: readonly SchemaPart[];
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly uniqueItems?: boolean;
  readonly propertyNames?: Schema;
  readonly patternProperties?: Readonly<Record<string, SchemaPart>>;
  readonly additionalProperties?: SchemaPart | false;
  readonly required?: readonly string[];
  readonly properties?: Readonly<Record<string, SchemaPart>>;
  readonly allOf?: readonly SchemaPart[];
  readonly anyOf?: readonly SchemaPart[];
  readonly oneOf?: readonly SchemaPart[];
  readonly discriminator?: { readonly propertyName: string; readonly mapping: Readonly<Record<string, string>> };
  readonly default?: Constant;
  readonly deprecated?: boolean;
  readonly examples?: readonly Constant[];
  readonly [extension: `x-${string}`]: unknown;
}

export interface Parameter {
  readonly name: string;
  readonly in: "query" | "header" | "path";
  readonly required?: true;
  readonly description: string;
  readonly style?: "form" | "deepObject";
  readonly explode?: boolean;
  readonly schema: SchemaPart;
}

export interface Header {
  readonly description: string;
  readonly required?: true;
  readonly schema: Schema;
}

export interface Example {
  readonly value: Constant;
}

/** A body in one media type, with examples by their names. */
export interface MediaType {
  readonly schema: SchemaPart;
  readonly examples?: Readonly<Record<string, Example>>;
}

export interface Response {
  readonly description: string;
  readonly headers: Readonly<Record<string, Header | Reference>>;
  readonly content?: Readonly<Record<string, MediaType>>;
}

export type Responses = Readonly<Record<string, Response | Reference>>;

export interface Operation {
  readonly tags: readonly string[];
  readonly operationId: string;
  readonly summary: string;
  readonly description: string;
  readonly deprecated?: true;
  readonly security?: readonly Readonly<Record<string, readonly string[]>>[];
  readonly parameters?: readonly Reference[];
  readonly requestBody?: { readonly required: true; readonly content: Readonly<Record<string, MediaType>> };
  readonly responses: Responses;
}

export interface PathItem {
  readonly parameters: readonly Reference[];
  readonly get?: Operation;
  readonly put?: Operation;
  readonly patch?: Operation;
  readonly post?: Operation;
  readonly delete?: Operation;
}

export type Tag = OpenAPIV3_1.TagObject;

/** The components that there are, by their kinds and then by their names. */
export interface Components {
  readonly schemas: Readonly<Record<string, SchemaPart>>;
  readonly parameters: Readonly<Record<string, Parameter>>;
  readonly headers: Readonly<Record<string, Header>>;
  readonly responses: Readonly<Record<string, Response>>;
}

export type ComponentKind = keyof Components;

/** Components laid out as they stand in the document. */
export type ComponentTexts = Readonly<Record<ComponentKind, PartTexts>>;

/** Laid out, by their names. */
export type PartTexts = Readonly<Record<string, string>>;

export interface Document {
  readonly openapi: "3.1.0";
  readonly info: OpenAPIV3_1.InfoObject;
  readonly servers: readonly { readonly url: string; readonly description?: string }[];
  readonly security: readonly never[];
  readonly tags: readonly Tag[];
  /** Laid out as they stand in the document, some at a time. */
  readonly paths: readonly string[];
  readonly components: ComponentTexts & { readonly securitySchemes?: PartTexts };
}

/** Points at a component of the same document. */
export function refer(kind: ComponentKind, name: string): Reference {
  return { $ref: pointerTo(kind, name) };
}

/** A pointer (RFC 6901) to a component. */
export function pointerTo(kind: ComponentKind, name: string): string {
  return `#/components/${kind}/${name}`;
}

/** An object of exactly these properties, all of them required unless they are named in `optional`. */
export function closedObject(properties: Readonly<Record<string, SchemaPart>>, optional: readonly string[] = []): Schema {
  const required = Object.keys(properties).filter((name) => !optional.includes(name));
  return {
    type: "object",
    additionalProperties: false,
    ...(required.length === 0 ? {} : { required }),
    properties,
  };
}

/** A body of this schema, with its only example. */
export function withExample(schema: SchemaPart, value: Constant): MediaType {
  return { schema, examples: { example: { value } } };
}
