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
    cause: "Each key takes values of one type only: the path of a folder, a text, a list or an object.",
    fix: "Write what the message names.",
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
  SPEC4006: {
    severity: "error",
    title: "Key missing in the config",
    cause: "A part of the config says nothing without the key, such as a server without its `url`.",
    fix: "Add the key, or leave the whole part out.",
  },
  SPEC4007: {
    severity: "error",
    title: "Value that the config doesn't know",
    cause: "The key takes one of a few values, such as the names of the dialects, and this is none of them.",
    fix: "Choose one of those that the message lists.",
  },
  SPEC4008: {
    severity: "error",
    title: "Value given twice in the config",
    cause: "A list has the same value twice.",
    fix: "Write it once.",
  },
  SPEC4009: {
    severity: "error",
    title: "Contradiction in the config",
    cause: "Two keys exclude each other: a license has an SPDX `identifier` or a `url` (OpenAPI 3.1, 4.8.4).",
    fix: "Remove one of them.",
  },
} as const satisfies Readonly<Record<string, CatalogueEntry>>;
