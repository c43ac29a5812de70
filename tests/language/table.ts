import type { Row } from "./rows.js";

/** What became of a construct. */
export interface Outcome {
  readonly row: Row;
  /** The emitted validator. */
  readonly validator: string;
  /** The field's schema in the OpenAPI document. */
  readonly schema: unknown;
  /** The column's types when the field is indexed; null when it can't be. */
  readonly columns: { readonly sqlite: string; readonly postgres: string } | null;
}

/** A Markdown table of constructs. */
export function toTable(outcomes: readonly Outcome[]): string {
  const rows = outcomes.map(({ row, validator, schema, columns }) => [
    codes([row.type, ...(row.before === undefined ? [] : row.before.split("\n"))]),
    codes(row.takes.map(toText)),
    codes(row.refuses.map(([value]) => toText(value))),
    codes([validator]),
    codes([toText(schema)]),
    columns === null ? "" : codes([columns.sqlite, columns.postgres]),
  ]);
  const head = ["TypeScript", "takes", "refuses", "validator", "JSON Schema", "column when indexed: SQLite, PostgreSQL"];
  return [head, head.map(() => "---"), ...rows].map((cells) => `| ${cells.join(" | ")} |`).join("\n");
}

/** Long values are cut: they are in the tests. */
function toText(value: unknown): string {
  // Of the line ends of JSON none is inside of a text.
  const lines = JSON.stringify(value, null, 1);
  const text = lines.replaceAll(/([[{])\n */g, "$1").replaceAll(/\n *([\]}])/g, "$1").replaceAll(/\n */g, " ");
  return text.length <= 120 ? text : `${text.slice(0, 119)}…`;
}

function codes(texts: readonly string[]): string {
  return texts.map(code).join("<br>");
}

/** A pipe ends a cell even inside of code; a backtick needs two around it. */
function code(text: string): string {
  const escaped = text.replaceAll("|", "\\|");
  return escaped.includes("`") ? `\`\` ${escaped} \`\`` : `\`${escaped}\``;
}
