import type { CatalogueEntry } from "./catalogue.js";

/** SPEC4xxx: `specstar.config.ts`. */
export const CONFIG_CODES = {
  SPEC4001: {
    severity: "error",
    title: "Config can't be read",
    cause: "`specstar.config.ts` is read, never run: its default export is an object of constants, alone or in `defineConfig()`.",
    fix: 'Write `export default defineConfig({ models: "models" });`.',
  },
  SPEC4002: {
    severity: "error",
    title: "Unknown key in the config",
    cause: "The key means nothing.",
    fix: "Correct or remove it.",
  },
  SPEC4003: {
    severity: "error",
    title: "Value of the wrong type in the config",
    cause: "Each key takes the path of a folder as text.",
    fix: "Write it as text.",
  },
  SPEC4004: {
    severity: "error",
    title: "Folder outside of the project",
    cause: "A folder is the project's own folder, outside of it, absolute, or written with backslashes.",
    fix: "Name a folder inside of the project, with forward slashes.",
  },
  SPEC4005: {
    severity: "error",
    title: "Folders inside of each other",
    cause: "Models, generated files and migrations each need a folder of their own, as files are written and removed there.",
    fix: "Choose folders that don't contain each other.",
  },
} as const satisfies Readonly<Record<string, CatalogueEntry>>;
