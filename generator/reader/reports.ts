import type { ts } from "ts-morph";
import { catalogue, type DiagnosticCode } from "../diagnostics/catalogue.js";
import { sortDiagnostics, type Diagnostic, type Span } from "../diagnostics.js";
import type { Source } from "./source.js";
import { syntax } from "./syntax.js";

/** Where a problem is: a node of a file, or a stretch of its text. */
export interface Spot {
  readonly source: Pick<Source, "path" | "tree" | "broken" | "via">;
  readonly node: ts.Node | ts.TextRange;
}

/** Another place that has to do with a problem, and what is there. */
export interface RelatedSpot {
  readonly spot: Spot;
  readonly message: string;
}

/** Where a problem is, and other places that have to do with it. */
export interface ProblemSpot extends Spot {
  readonly related?: readonly RelatedSpot[];
}

/** Collects the problems of a run. */
export interface Reports {
  /**
   * The same code at the same place is kept once, however many models lead there. A file with syntax errors has no others:
   * they would be about what the parser made of it.
   */
  readonly add: (code: DiagnosticCode, place: ProblemSpot | null, message: string, help: string) => void;
  readonly sorted: () => readonly Diagnostic[];
  /** By what tells them apart. */
  readonly kept: ReadonlyMap<string, Diagnostic>;
}

/** @param before problems that have been found already, the first ones first. */
export function createReports(before: readonly Reports[] = []): Reports {
  const kept = new Map<string, Diagnostic>();
  for (const [key, diagnostic] of before.flatMap((reports) => [...reports.kept])) if (!kept.has(key)) kept.set(key, diagnostic);
  return {
    kept,
    add: (code, place, message, help) => {
      if (place?.source.broken === true) return;
      const isForeign = place?.source.via !== undefined;
      const spot = place?.source.via ?? place;
      const span = spot === null ? null : toSpan(spot);
      const at = span === null ? "" : `${span.file}:${span.line}:${span.column}`;
      // An import that leads into a package may bring along several problems.
      const key = span === null || isForeign ? `${code} ${at} ${message}` : `${code} ${at}`;
      if (kept.has(key)) return;
      const related = relatedTo(place).map((other) => ({ message: other.message, span: toSpan(other.spot) }));
      kept.set(key, { code, severity: catalogue[code].severity, message, span, help, related });
    },
    sorted: () => sortDiagnostics([...kept.values()]),
  };
}

/** What is in a package is reported where the project names it, and told of beside. */
function relatedTo(place: ProblemSpot | null): readonly RelatedSpot[] {
  const others = place?.related ?? [];
  return place?.source.via === undefined ? others : [{ spot: place, message: "It is declared here." }, ...others];
}

/** A place as it is told. */
export function toSpan({ source, node }: Spot): Span {
  const { tree } = source;
  const start = "getStart" in node ? node.getStart(tree) : node.pos;
  const { line, character } = syntax.getLineAndCharacterOfPosition(tree, start);
  const lineStart = start - character;
  const sourceLine = /^[^\n\r\u2028\u2029]*/.exec(tree.text.slice(lineStart))?.[0] ?? "";
  // What goes on over several lines is underlined on the first.
  const length = Math.max(1, Math.min(node.end, lineStart + sourceLine.length) - start);
  return { file: source.path, line: line + 1, column: character + 1, length, sourceLine };
}
