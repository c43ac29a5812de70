/** What a `specstar.config.ts` can say. Knows nothing of how the file is read. */

/** Paths are from the project's root, with forward slashes. Every key may be left out. */
export interface Config {
  /** The models are read from here and from the folders within. "models" unless given. */
  readonly models?: string;
  /** The generated files are written here, and nothing else should be. "generated" unless given. */
  readonly output?: string;
  /** The SQL migrations are written here, one folder per dialect. "migrations" unless given. */
  readonly migrations?: string;
  /** The databases that migrations are written for. Both unless given. */
  readonly dialects?: readonly Dialect[];
  /** What is written beside the models' code and `openapi.json`. `["client"]` unless given. */
  readonly outputs?: readonly Output[];
  /** What the OpenAPI document says of the project. */
  readonly openapi?: OpenapiConfig;
  /** A folder of Handlebars templates that are used in place of SpecStar's own of the same name. */
  readonly templates?: string;
  /** JavaScript modules that each export an emitter, `(project) => File[]`, as their default. They are run. */
  readonly emitters?: readonly string[];
  /** The module whose default export has the handlers that `specstar worker` runs. "workers.ts" unless given. */
  readonly workers?: string;
}

export type Dialect = "sqlite" | "postgres";

/** `client`: client.ts. `jsonSchema`: a JSON Schema per model. `openapiYaml`: the document as YAML too. */
export type Output = "client" | "jsonSchema" | "openapiYaml";

export interface OpenapiConfig {
  /** "API" unless given. */
  readonly title?: string;
  /** The version of the API, not of its models. "1.0.0" unless given. */
  readonly version?: string;
  readonly description?: string;
  readonly license?: { readonly name: string; readonly identifier?: string; readonly url?: string };
  readonly contact?: { readonly name?: string; readonly url?: string; readonly email?: string };
  readonly servers?: readonly { readonly url: string; readonly description?: string }[];
  /** How callers prove who they are; the server's `actor` checks it. Every operation of a model asks for one of them. */
  readonly security?: Readonly<Record<string, SecurityScheme>>;
}

/** The schemes of OpenAPI 3.1 (section 4.8.27) that need no address of their own, and OpenID Connect. */
export type SecurityScheme =
  | { readonly type: "http"; readonly scheme: "basic" | "bearer"; readonly bearerFormat?: string; readonly description?: string }
  | { readonly type: "apiKey"; readonly in: "header" | "query" | "cookie"; readonly name: string; readonly description?: string }
  | { readonly type: "openIdConnect"; readonly openIdConnectUrl: string; readonly description?: string };

/** A checked config with nothing left out: normal paths inside of the root, such as `src/models`. */
export interface ProjectConfig {
  readonly models: string;
  readonly output: string;
  readonly migrations: string;
  readonly dialects: readonly Dialect[];
  readonly outputs: readonly Output[];
  readonly openapi: OpenapiConfig;
  /** Null when no template is replaced. */
  readonly templates: string | null;
  readonly emitters: readonly string[];
  readonly workers: string;
}

export const DEFAULT_CONFIG: ProjectConfig = {
  models: "models",
  output: "generated",
  migrations: "migrations",
  dialects: ["sqlite", "postgres"],
  outputs: ["client"],
  openapi: {},
  templates: null,
  emitters: [],
  workers: "workers.ts",
};

/**
 * Gives `specstar.config.ts` its types: `export default defineConfig({ models: "src/models" })`.
 * The generator reads the file without running it, so the values must be constants.
 */
export function defineConfig(config: Config): Config {
  return config;
}
