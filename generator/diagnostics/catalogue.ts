/** What every diagnostic code means. A code, once given out, keeps its meaning; `docs/diagnostics.md` lists them all. */

import type { Diagnostic } from "../diagnostics.js";
import { CONFIG_CODES } from "./config-codes.js";
import { EXTENSION_CODES } from "./extension-codes.js";
import { NAME_CODES } from "./name-codes.js";
import { READING_CODES } from "./reading-codes.js";
import { TYPE_CODES } from "./type-codes.js";
import { VERSION_CODES } from "./version-codes.js";

export interface CatalogueEntry {
  readonly severity: Diagnostic["severity"];
  /** The kind of problem, in a few words. */
  readonly title: string;
  readonly cause: string;
  readonly fix: string;
}

const CODES = { ...READING_CODES, ...TYPE_CODES, ...NAME_CODES, ...CONFIG_CODES, ...VERSION_CODES, ...EXTENSION_CODES };

export type DiagnosticCode = keyof typeof CODES;

export const catalogue: Readonly<Record<DiagnosticCode, CatalogueEntry>> = CODES;
