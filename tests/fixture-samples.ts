import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** The folder of the fixtures. */
export const fixtures = fileURLToPath(new URL("../fixtures", import.meta.url));

/** The names of the fixtures that generate something. */
export const fixtureNames: readonly string[] = readdirSync(fixtures).filter((name) => existsSync(join(fixtures, name, "samples.json")));

/** Values of a model that its validator takes or refuses, as they are on the wire. */
export interface Samples {
  readonly good: readonly Readonly<Record<string, unknown>>[];
  readonly bad: readonly Refused[];
}

export interface Refused {
  readonly value: unknown;
  /** Where the problem is: a JSON Pointer (RFC 6901). */
  readonly at: string;
  /** Whether it is the model's own function that refuses the value, which no JSON Schema can. */
  readonly acrossFields?: true;
}

/** The samples of a fixture by the names of its models. */
export function readSamples(name: string): Readonly<Record<string, Samples>> {
  return JSON.parse(readFileSync(join(fixtures, name, "samples.json"), "utf8"));
}

/** The OpenAPI document of a fixture: its path. */
export function documentPath(name: string): string {
  return join(fixtures, name, "expected/generated/openapi.json");
}

/** What is looked at in an OpenAPI document here. */
export interface Described {
  readonly components: { readonly schemas: Readonly<Record<string, object>> };
}

export function readDocument(name: string): Described {
  return JSON.parse(readFileSync(documentPath(name), "utf8"));
}

/** The component of what writes take: that of what reads give where the two are the same. */
export function inputName(model: string, { components }: Described): string {
  return `${model}Input` in components.schemas ? `${model}Input` : model;
}
