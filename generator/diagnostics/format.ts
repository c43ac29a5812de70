import type { Diagnostic, Related, Span } from "../diagnostics.js";

export interface FormatOptions {
  /** ANSI colours, for a terminal. */
  readonly colour: boolean;
}

type Paint = (text: string) => string;

interface Paints {
  readonly severity: Paint;
  readonly bold: Paint;
  readonly gutter: Paint;
  readonly note: Paint;
}

/**
 * A problem as people read it: place, code and message, the source line with what is meant underlined, and what to do.
 * Control characters from the user's file are shown as U+FFFD, so that they can't steer a terminal. Ends without a newline.
 */
export function formatDiagnostic(diagnostic: Diagnostic, { colour }: FormatOptions): string {
  const paints = paintsFor(diagnostic.severity, colour);
  const { code, severity, message, span, help, related } = diagnostic;
  const place = span === null ? "" : `${paints.bold(visible(`${span.file}:${span.line}:${span.column}`))} `;
  const gutter = " ".repeat(String(span?.line ?? "").length + 1);
  return [
    `${place}${paints.severity(`${severity} ${code}`)}: ${visible(message)}`,
    ...(span === null ? [] : frame(span, paints)),
    `${gutter}${paints.gutter("=")} help: ${visible(help)}`,
    ...related.flatMap((other) => note(other, paints)),
  ].join("\n");
}

/** Another place, below the problem that it has to do with. */
function note({ message, span }: Related, paints: Paints): string[] {
  const place = paints.bold(visible(`${span.file}:${span.line}:${span.column}`));
  return [`${place} ${paints.note("note")}: ${visible(message)}`, ...frame(span, { ...paints, severity: paints.note })];
}

function frame(span: Span, { severity, gutter }: Paints): string[] {
  const number = String(span.line);
  const blank = " ".repeat(number.length);
  // Tabs stay tabs, so that the caret stands under its text whatever their width.
  const indent = span.sourceLine.slice(0, span.column - 1).replaceAll(/[^\t]/g, " ");
  return [
    gutter(`${number} |`) + prefixed(visible(span.sourceLine)),
    gutter(`${blank} |`) + prefixed(indent + severity("^".repeat(span.length))),
  ];
}

function prefixed(text: string): string {
  return text === "" ? "" : ` ${text}`;
}

function paintsFor(severity: Diagnostic["severity"], colour: boolean): Paints {
  const ansi = (code: number): Paint => (colour ? (text) => `\u001B[${code}m${text}\u001B[0m` : (text) => text);
  return { severity: ansi(severity === "error" ? 31 : 33), bold: ansi(1), gutter: ansi(34), note: ansi(36) };
}

function visible(text: string): string {
  return text.replaceAll(/[^\P{Cc}\t]/gu, "\uFFFD");
}
