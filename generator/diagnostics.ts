/** What the generator tells people about their files: the shape of a problem and the order in which problems are told. */

/** One problem in a model, a flag or a file of the user's. Collected, never thrown one by one. */
export interface Diagnostic {
  /** `SPEC1203`; the catalogue explains each. */
  readonly code: string;
  readonly severity: "error" | "warning";
  /** What is wrong, in one sentence, naming the thing. */
  readonly message: string;
  readonly span: Span | null;
  /** What to do about it. */
  readonly help: string;
  /** Other places that have to do with it, such as the namesake of a type. */
  readonly related: readonly Related[];
}

export interface Related {
  /** What is there: "`Address` is declared here as well". */
  readonly message: string;
  readonly span: Span;
}

/** A place in a file. Lines and columns count from 1, columns in UTF-16 units. */
export interface Span {
  /** From the project's root, with forward slashes. */
  readonly file: string;
  readonly line: number;
  readonly column: number;
  /** How many columns the caret underlines; at least 1. */
  readonly length: number;
  /** The whole source line. */
  readonly sourceLine: string;
}

/** The problems in the order in which they are told: by file, line, column, then code; those without a place come first. */
export function sortDiagnostics(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  return [...diagnostics].sort(compareDiagnostics);
}

const NOWHERE = { file: "", line: 0, column: 0 };

function compareDiagnostics(a: Diagnostic, b: Diagnostic): number {
  const [from, to] = [a.span ?? NOWHERE, b.span ?? NOWHERE];
  return (
    compareText(from.file, to.file) ||
    from.line - to.line ||
    from.column - to.column ||
    compareText(a.code, b.code) ||
    compareText(a.message, b.message)
  );
}

/** By UTF-16 unit, so that no locale has a say. */
function compareText(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
