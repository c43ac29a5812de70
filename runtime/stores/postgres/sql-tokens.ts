/** A piece of SQL text. All of them together are the text. */
export interface Token {
  /** A word, a quoted name, something else that means something, or what is between: blanks and comments. */
  readonly kind: "word" | "quoted" | "other" | "blank";
  readonly text: string;
}

/**
 * Takes SQL apart as PostgreSQL does, as far as names are concerned
 * (https://www.postgresql.org/docs/current/sql-syntax-lexical.html). Strings and numbers are "other".
 */
export function tokenizeSql(sql: string): Token[] {
  const tokens: Token[] = [];
  for (let at = 0; at < sql.length; ) {
    const token = nextToken(sql, at);
    tokens.push(token);
    at += token.text.length;
  }
  return tokens;
}

const PATTERNS: readonly (readonly [Token["kind"], RegExp])[] = [
  ["blank", /\s+|--[^\n]*/y],
  ["other", /[eE]'(?:[^'\\]|\\[\s\S]|'')*'/y],
  ["other", /(?:[bBxXnN]|[uU]&)?'(?:[^']|'')*'/y],
  ["quoted", /"(?:[^"]|"")*"/y],
  ["other", /\$([A-Za-z_\u0080-\uffff][\w\u0080-\uffff]*)?\$[\s\S]*?\$\1\$/y],
  ["word", /[A-Za-z_\u0080-\uffff][\w$\u0080-\uffff]*/y],
  ["other", /\$\d+|\d[\w.]*/y],
];

function nextToken(sql: string, at: number): Token {
  if (sql.startsWith("/*", at)) return { kind: "blank", text: sql.slice(at, commentEnd(sql, at)) };
  for (const [kind, pattern] of PATTERNS) {
    pattern.lastIndex = at;
    const [text] = pattern.exec(sql) ?? [];
    if (text !== undefined) return { kind, text };
  }
  return { kind: "other", text: sql.charAt(at) };
}

/** Comments of this kind nest. */
function commentEnd(sql: string, start: number): number {
  const edge = /\/\*|\*\//g;
  edge.lastIndex = start;
  for (let depth = 0; ; ) {
    const found = edge.exec(sql);
    if (found === null) return sql.length;
    depth += found[0] === "/*" ? 1 : -1;
    if (depth === 0) return edge.lastIndex;
  }
}
