import { createHash } from "node:crypto";
import type { Project } from "../../ir/model.js";

/** What `specstar ir` prints. */
export interface IrDocument extends Project {
  readonly format: 1;
  /** Over the models, as they are printed without white space. */
  readonly hash: string;
}

/** The models as a document that is the same byte for byte whenever they are: of each object `kind` and `name` first, then the rest by name. */
export function toIrDocument({ models }: Project): IrDocument {
  return { format: 1, hash: hashOf(models), models };
}

/** The document's text. */
export function formatIr(document: IrDocument): string {
  return `${JSON.stringify(inOrder(document), null, 2)}\n`;
}

/** Reads a document back; null for a text that is none, or was changed since it was printed. */
export function parseIr(text: string): IrDocument | null {
  try {
    const document = JSON.parse(text) as IrDocument;
    return document.format === 1 && document.hash === hashOf(document.models) ? document : null;
  } catch {
    return null;
  }
}

function hashOf(models: unknown): string {
  return `sha256:${createHash("sha256").update(JSON.stringify(inOrder(models))).digest("hex")}`;
}

const FIRST = ["format", "hash", "kind", "name"];

function inOrder(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(inOrder);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).sort(([a], [b]) => rank(a) - rank(b) || (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([key, inner]) => [key, inOrder(inner)]));
}

function rank(key: string): number {
  const at = FIRST.indexOf(key);
  return at === -1 ? FIRST.length : at;
}
