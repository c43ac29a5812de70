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
