/** Where a text stops being JSON. Both count from 1. */
export interface JsonMistake {
  readonly line: number;
  readonly column: number;
  /** What is there and should not be. */
  readonly found: string;
}

type Parsed = { readonly value: unknown } | { readonly mistake: JsonMistake };

/** Parses a JSON text, RFC 8259. What `JSON.parse` says of a mistake differs from one Node to the next and often lacks the place. */
export function parseJson(text: string): Parsed {
  try {
    return { value: JSON.parse(text) };
  } catch {
    const offset = findMistake(text);
    const before = text.slice(0, offset).split("\n");
    const [character] = text.slice(offset);
    const found = character === undefined ? "the end of the file" : `\`${character}\``;
    return { mistake: { line: before.length, column: (before.at(-1)?.length ?? 0) + 1, found } };
  }
}

type Expected = "value" | "valueOrEnd" | "key" | "keyOrEnd" | "colon" | "commaOrEnd";

const space = /[ \t\n\r]*/y;
const token = /[{}[\],:]|"(?:[ !#-[\]-\u{10ffff}]|\\(?:["\\/bfnrt]|u[\dA-Fa-f]{4}))*"|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?(?![\w.])|(?:true|false|null)(?!\w)/uy;

/** The offset of the first token that can't stand where it does, in a text that is not JSON. */
function findMistake(text: string): number {
  const open: string[] = [];
  let expected: Expected = "value";
  let at = 0;
  for (;;) {
    at += matchAt(space, text, at).length;
    const found = matchAt(token, text, at);
    const next = follow(expected, found, open);
    if (next === undefined) return at;
    expected = next;
    at += found.length;
  }
}

function matchAt(pattern: RegExp, text: string, at: number): string {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0] ?? "";
}

/** What may come after a token; undefined when the token may not come here. Keeps `open` up to date. */
function follow(expected: Expected, found: string, open: string[]): Expected | undefined {
  if (found === "") return undefined;
  if (expected === "colon") return found === ":" ? "value" : undefined;
  if (found === "}" || found === "]") return isEnd(expected, found, open.pop()) ? "commaOrEnd" : undefined;
  if (expected === "commaOrEnd") return found === "," ? afterComma(open.at(-1)) : undefined;
  if (expected === "key" || expected === "keyOrEnd") return found.startsWith('"') ? "colon" : undefined;
  return afterValue(found, open);
}

function isEnd(expected: Expected, found: "}" | "]", opened: string | undefined): boolean {
  if (opened !== (found === "}" ? "{" : "[")) return false;
  return expected === "commaOrEnd" || expected === (found === "}" ? "keyOrEnd" : "valueOrEnd");
}

function afterComma(opened: string | undefined): Expected | undefined {
  if (opened === undefined) return undefined;
  return opened === "{" ? "key" : "value";
}

function afterValue(found: string, open: string[]): Expected | undefined {
  if (found === "," || found === ":") return undefined;
  if (found !== "{" && found !== "[") return "commaOrEnd";
  open.push(found);
  return found === "{" ? "keyOrEnd" : "valueOrEnd";
}
