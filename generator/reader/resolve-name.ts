import type { ts } from "ts-morph";
import { didYouMean } from "../diagnostics/did-you-mean.js";
import type { Reader } from "./reader.js";
import { resolveModule } from "./resolve-module.js";
import type { Declaration, Import } from "./scope.js";
import type { Source } from "./source.js";
import { SPEC_EXPORTS, SPEC_MODULE } from "./spec-exports.js";
import { syntax } from "./syntax.js";

/** What a name stands for. */
export type Resolved =
  | { readonly kind: "declared"; readonly declaration: Declaration; readonly source: Source }
  /** Exported by the module that models import from. */
  | { readonly kind: "spec"; readonly name: string }
  /** Neither declared nor imported here: a name of the language, or a mistake. */
  | { readonly kind: "unknown" }
  /** A mistake that has been reported where it was made. */
  | { readonly kind: "reported" };

const UNKNOWN: Resolved = { kind: "unknown" };
const REPORTED: Resolved = { kind: "reported" };

/** The names looked for on the way, by file: exports may lead in a circle. */
type Trail = Set<string>;

/** Follows a name through the declarations, imports and exports of the project's files. */
export function resolveName(name: ts.EntityName, source: Source, reader: Reader): Resolved {
  if (syntax.isQualifiedName(name)) return resolveMember(name, source, reader);
  return resolveLocal(name.text, source, reader, new Set());
}

function resolveLocal(name: string, source: Source, reader: Reader, trail: Trail): Resolved {
  const [declaration, again] = source.scope.declarations.get(name) ?? [];
  if (declaration !== undefined) {
    if (again === undefined) return { kind: "declared", declaration, source };
    const help = "Give each its own name, or put all into one declaration.";
    reader.reports.add("SPEC2012", { source, node: again.name ?? again }, `\`${name}\` is declared more than once.`, help);
    return REPORTED;
  }
  const imported = source.scope.imports.get(name);
  if (imported !== undefined) return resolveImport(imported, source, reader, trail);
  return source.broken ? REPORTED : UNKNOWN;
}

/** `spec.Index`, `shared.Address`: only after `import * as`. */
function resolveMember({ left, right }: ts.QualifiedName, source: Source, reader: Reader): Resolved {
  const imported = syntax.isIdentifier(left) ? source.scope.imports.get(left.text) : undefined;
  if (imported?.name !== "*") return UNKNOWN;
  return resolveImport({ name: right.text, specifier: imported.specifier, node: right }, source, reader);
}

/** What an imported name stands for; a name that the module doesn't export is reported at `node`. */
export function resolveImport({ name, specifier, node }: Import, source: Source, reader: Reader, trail: Trail = new Set()): Resolved {
  if (specifier.text === SPEC_MODULE) return resolveSpecImport(name, source, node, reader);
  if (isEntryOfOurs(specifier.text)) {
    const help = `Import from "${SPEC_MODULE}".`;
    reader.reports.add("SPEC1009", { source, node: specifier }, `Model files can't import \`${name}\` from "${specifier.text}".`, help);
    return REPORTED;
  }
  const target = resolveModule(specifier, source, reader);
  if (target === null) return REPORTED;
  const found = resolveExport(name, target, reader, trail);
  if (found !== null || target.broken) return found ?? REPORTED;
  const help = `Export it there, or correct the name.${didYouMean(name, target.scope.exports.keys())}`;
  reader.reports.add("SPEC1008", { source, node }, `\`${target.path}\` exports no type \`${name}\`.`, help);
  return REPORTED;
}

function resolveSpecImport(name: string, source: Source, node: ts.Node, reader: Reader): Resolved {
  if (SPEC_EXPORTS.includes(name)) return { kind: "spec", name };
  const help = `It exports ${SPEC_EXPORTS.join(", ")}.${didYouMean(name, SPEC_EXPORTS)}`;
  reader.reports.add("SPEC1008", { source, node }, `"${SPEC_MODULE}" exports no \`${name}\`.`, help);
  return REPORTED;
}

function isEntryOfOurs(specifier: string): boolean {
  return specifier === "specstar" || specifier.startsWith("@specstar/runtime");
}

function resolveExport(name: string, source: Source, reader: Reader, trail: Trail): Resolved | null {
  const step = `${name} ${source.path}`;
  if (trail.has(step)) return null;
  trail.add(step);
  const direct = source.scope.exports.get(name);
  if (direct === undefined) return resolveStarExport(name, source, reader, trail);
  const { specifier, node } = direct;
  if (specifier !== null) return resolveImport({ name: direct.name, specifier, node }, source, reader, trail);
  const local = resolveLocal(direct.name, source, reader, trail);
  return local.kind === "unknown" ? null : local;
}

function resolveStarExport(name: string, source: Source, reader: Reader, trail: Trail): Resolved | null {
  for (const specifier of source.scope.exportsAll) {
    const target = resolveModule(specifier, source, reader);
    const found = target === null ? null : resolveExport(name, target, reader, trail);
    if (found !== null) return found;
  }
  return null;
}
