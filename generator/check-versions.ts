import { catalogue } from "./diagnostics/catalogue.js";
import type { Diagnostic, Span } from "./diagnostics.js";
import type { Finding } from "./emitters/index.js";

/** What the emitters have found out about a model's past, at the place where the model is passed to `schema()`. */
export function toDiagnostics(findings: readonly Finding[], schemaCalls: ReadonlyMap<string, Span>): readonly Diagnostic[] {
  return findings.map(({ code, model, message, help }) => ({
    code,
    severity: catalogue[code].severity,
    message,
    span: schemaCalls.get(model) ?? null,
    help,
    related: [],
  }));
}
