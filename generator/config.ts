/** What a `specstar.config.ts` can say. Knows nothing of how the file is read. */

/** The folders of a project, from its root, with forward slashes. Each may be left out. */
export interface Config {
  /** The models are read from here and from the folders within. "models" unless given. */
  readonly models?: string;
  /** The generated files are written here, and nothing else should be. "generated" unless given. */
  readonly output?: string;
  /** The SQL migrations are written here, one folder per dialect. "migrations" unless given. */
  readonly migrations?: string;
}

/** A checked config with nothing left out: normal paths inside of the root, such as `src/models`. */
export type ProjectConfig = Required<Config>;

export const DEFAULT_CONFIG: ProjectConfig = { models: "models", output: "generated", migrations: "migrations" };

/**
 * Gives `specstar.config.ts` its types: `export default defineConfig({ models: "src/models" })`.
 * The generator reads the file without running it, so the values must be plain text.
 */
export function defineConfig(config: Config): Config {
  return config;
}
