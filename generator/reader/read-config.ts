import { DEFAULT_CONFIG, type Config, type Dialect, type ProjectConfig } from "../config.js";
import type { Diagnostic } from "../diagnostics.js";
import { CONFIG_FILE } from "./config/config-file.js";
import { readConfigObject } from "./config/config-object.js";
import { oneOf, refuse, setOf, text, type Decode } from "./config/decode.js";
import { object } from "./config/decode-object.js";
import { checkOverlaps, folder } from "./config/folders.js";
import { openapiConfig } from "./config/openapi-config.js";
import { createReports, type Reports } from "./reports.js";
import { createSources, createTextReader, type Source } from "./source.js";

export { CONFIG_FILE } from "./config/config-file.js";

export interface ConfigReading {
  /** Whole and usable when no diagnostic is an error. */
  readonly config: ProjectConfig;
  readonly diagnostics: readonly Diagnostic[];
}

const someDialects = setOf<Dialect>(oneOf(["sqlite", "postgres"]));

const dialects: Decode<readonly Dialect[]> = (place) => {
  const isEmpty = place.reading.kind === "array" && place.reading.items.length === 0;
  return isEmpty ? refuse(place, "SPEC4003", "`dialects` is empty.", "Name at least one, or leave the key out for both.") : someDialects(place);
};

const decodeConfig = object<Config>({
  models: folder("models", DEFAULT_CONFIG.models),
  output: folder("output", DEFAULT_CONFIG.output),
  migrations: folder("migrations", DEFAULT_CONFIG.migrations),
  dialects,
  outputs: setOf(oneOf(["client", "jsonSchema", "openapiYaml"])),
  openapi: openapiConfig,
  templates: folder("templates", "templates"),
  emitters: setOf(text),
  workers: text,
});

/** Reads `specstar.config.ts` without running it. A project without one has the default folders. */
export function readConfig({ root }: { readonly root: string }): ConfigReading {
  const reports = createReports();
  const source = createSources(createTextReader(root), reports).load(CONFIG_FILE);
  const config = source === null || source.broken ? DEFAULT_CONFIG : decodeSource(source, reports);
  return { config, diagnostics: reports.sorted() };
}

function decodeSource(source: Source, reports: Reports): ProjectConfig {
  const found = readConfigObject(source, reports);
  if (found === null) return DEFAULT_CONFIG;
  const { node, properties } = found;
  const given = decodeConfig({ source, reports, path: "", reading: { kind: "object", node, properties } });
  const config = { ...DEFAULT_CONFIG, ...given };
  checkOverlaps(config, properties, { source, reports });
  return config;
}
