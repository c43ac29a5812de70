import { refuse } from "./refuse.js";

/** What a filter's text is made of. `at` is where it starts in the text. */
export type Token =
  /** A keyword or a field, which only the place tells apart; `text` as it was written. */
  | { readonly kind: "word"; readonly text: string; readonly at: number }
  /** What stood in backticks, without them: a field for sure. */
  | { readonly kind: "field"; readonly text: string; readonly at: number }
  | { readonly kind: "value"; readonly value: string | number; readonly text: string; readonly at: number }
  | { readonly kind: "symbol"; readonly text: string; readonly at: number }
  | { readonly kind: "end"; readonly text: ""; readonly at: number };

const LONGEST_FILTER = 8192;

const SPACE = /[ \t\r\n]*/uy;
const WORD = /[\p{ID_Start}_$][\p{ID_Continue}$.]*/uy;
const QUOTED_FIELD = /`(?:[^`]|``)+`/uy;
const STRING = /"(?:[^"\\]|\\[^])*"/uy;
/** And what looks like one, to be refused as a whole. */
const NUMBER = /-?\d[\w.+:-]*/uy;
const SYMBOL = /<=|>=|!=|[=<>(),]/uy;

const BAD_TEXT = 'Not a text as in JSON: in it, \\ is written \\\\, " is \\", and a line break \\n.';

/** What people write who know another language, with what it is here. */
const OTHER_LANGUAGES: readonly (readonly [pattern: RegExp, hint: string])[] = [
  [/'/y, 'Text is put in double quotes: "open".'],
  [/"/y, "This text has no closing double quote."],
  [/&&?/y, "Conditions are joined by AND."],
  [/\|\|?/y, "Conditions are joined by OR."],
  [/!/y, "A condition is turned round by NOT, and differs is written !=."],
  [/\[/y, "A list of values is put in parentheses."],
];

/**
 * The tokens of a filter's text; the last one is its end.
 *
 * @throws INVALID_QUERY for more than 8,192 characters, and for what is no token.
 */
export function tokenize(text: string): readonly [Token, ...Token[]] {
  if (text.length > LONGEST_FILTER) refuse(text, LONGEST_FILTER, `A filter has at most ${LONGEST_FILTER} characters.`);
  const tokens: Token[] = [];
  let at = skipSpace(text, 0);
  while (at < text.length) {
    const { token, end } = readToken(text, at);
    tokens.push(token);
    at = skipSpace(text, end);
  }
  const end: Token = { kind: "end", text: "", at };
  const [first = end, ...rest] = tokens;
  return first === end ? [end] : [first, ...rest, end];
}

function skipSpace(text: string, at: number): number {
  return at + (matchAt(SPACE, text, at) ?? "").length;
}

function readToken(text: string, at: number): { token: Token; end: number } {
  const word = matchAt(WORD, text, at);
  if (word !== undefined) return { token: { kind: "word", text: word, at }, end: at + word.length };
  const symbol = matchAt(SYMBOL, text, at);
  if (symbol !== undefined) return { token: { kind: "symbol", text: symbol, at }, end: at + symbol.length };
  const field = matchAt(QUOTED_FIELD, text, at);
  if (field !== undefined) return { token: { kind: "field", text: field.slice(1, -1).replaceAll("``", "`"), at }, end: at + field.length };
  const value = matchAt(STRING, text, at) ?? matchAt(NUMBER, text, at);
  if (value !== undefined) return { token: { kind: "value", value: parseValue(text, value, at), text: value, at }, end: at + value.length };
  return refuse(text, at, explainStranger(text, at));
}

/** The value of a text or a number, which are written as in JSON. */
function parseValue(text: string, literal: string, at: number): string | number {
  try {
    return JSON.parse(literal);
  } catch {
    return refuse(text, at, literal.startsWith('"') ? BAD_TEXT : "Not a number as in JSON. A date is put in double quotes.");
  }
}

function explainStranger(text: string, at: number): string {
  const known = OTHER_LANGUAGES.find(([pattern]) => matchAt(pattern, text, at) !== undefined);
  const character = String.fromCodePoint(text.codePointAt(at) ?? 0);
  return known?.[1] ?? `${JSON.stringify(character)} means nothing here.`;
}

function matchAt(pattern: RegExp, text: string, at: number): string | undefined {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0];
}
