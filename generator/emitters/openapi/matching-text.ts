/** A text that a regular expression matches; undefined when none is found by simple means. */
export function matchingText(pattern: string): string | undefined {
  const tree = parsePattern(pattern);
  const text = tree === undefined ? undefined : shortest(tree);
  return text !== undefined && new RegExp(pattern, "u").test(text) ? text : undefined;
}

/** A piece of a pattern: one character, pieces in a row, or one of several; each so often. */
type Piece =
  | { readonly kind: "character"; readonly text: string; readonly times: number }
  | { readonly kind: "choice"; readonly rows: readonly (readonly Piece[])[]; readonly times: number };

function shortest(piece: Piece): string {
  const once = piece.kind === "character" ? piece.text : (piece.rows[0] ?? []).map(shortest).join("");
  return once.repeat(piece.times);
}

const TOKEN = /\(\?(?:<?[=!]|:|<\w+>)|\\[pP]\{[^}]*\}|\\u\{[0-9a-fA-F]+\}|\\u[0-9a-fA-F]{4}|\\x[0-9a-fA-F]{2}|\\.|\[(?:\\.|[^\]\\])*\]|\{\d+(?:,\d*)?\}\??|[\s\S]/gu;

interface Cursor {
  readonly tokens: readonly string[];
  at: number;
}

function parsePattern(pattern: string): Piece | undefined {
  const cursor = { tokens: pattern.match(TOKEN) ?? [], at: 0 };
  const piece = parseChoice(cursor);
  return cursor.at === cursor.tokens.length ? piece : undefined;
}

/** Up to the bracket that closes it, or the end. */
function parseChoice(cursor: Cursor): Piece {
  const rows: Piece[][] = [[]];
  for (let token = cursor.tokens[cursor.at]; token !== undefined && token !== ")"; token = cursor.tokens[cursor.at]) {
    cursor.at++;
    if (token === "|") rows.push([]);
    else rows.at(-1)?.push(...parsePiece(token, cursor));
  }
  return { kind: "choice", rows, times: 1 };
}

function parsePiece(token: string, cursor: Cursor): Piece[] {
  if (token === "^" || token === "$" || token === "\\b" || token === "\\B") return [];
  if (token.startsWith("(")) {
    const group = parseChoice(cursor);
    cursor.at++;
    const times = takeTimes(cursor);
    // What is looked ahead for has no text of its own; whether it holds is tried at the end.
    return /^\(\?<?[=!]/.test(token) ? [] : [{ ...group, times }];
  }
  return [{ kind: "character", text: characterOf(token), times: takeTimes(cursor) }];
}

/** How often the piece before must be there at least; once rather than not at all, where that is allowed. */
function takeTimes(cursor: Cursor): number {
  const token = cursor.tokens[cursor.at] ?? "";
  if (!/^(?:[*+?]$|\{\d)/.test(token)) return 1;
  cursor.at++;
  if (cursor.tokens[cursor.at] === "?") cursor.at++;
  const [, least] = /^\{(\d+)/.exec(token) ?? [];
  return least === undefined ? Number(token === "+") : Number(least);
}

const CANDIDATES = ["a", "A", "0", "1", "x", "-", "_", " ", ".", "/", "~", "é", "漢"];

/** One character of a class; of a character itself that one. */
function characterOf(token: string): string {
  if (token.length === 1 && token !== ".") return token;
  const isClass = new RegExp(`^(?:${token})$`, "u");
  const inside = [...token.replaceAll(/[[\]^\\]/g, "")];
  return [...CANDIDATES, ...inside, "\n", "\t"].find((character) => isClass.test(character)) ?? escaped(token);
}

function escaped(token: string): string {
  const [, code] = /^\\(?:x|u\{?)([0-9a-fA-F]+)\}?$/.exec(token) ?? [];
  return code === undefined ? token.slice(1) : String.fromCodePoint(Number.parseInt(code, 16));
}
