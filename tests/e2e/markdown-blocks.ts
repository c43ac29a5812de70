/** One fenced block of a Markdown page: ` ```lang info ` … ` ``` `. */
export interface Block {
  readonly language: string;
  /** What follows the language on the fence: a file name, or how the block is used. */
  readonly info: string;
  readonly text: string;
}

const FENCED = /^```(\S+)(?: +(.+))?\n([\s\S]*?)^```$/gm;

/** The fenced blocks of a page, in their order. */
export function readBlocks(markdown: string): Block[] {
  return [...markdown.matchAll(FENCED)].map(([, language = "", info = "", text = ""]) => ({ language, info, text }));
}

/** The files that a page tells its reader to write: blocks with the same file name belong together. A `diff` is an edit. */
export function filesOf(blocks: readonly Block[]): Map<string, string> {
  const files = new Map<string, string>();
  for (const { language, info, text } of blocks) {
    if (language === "diff" || !/\.\w+$/.test(info)) continue;
    const before = files.get(info);
    files.set(info, before === undefined ? text : `${before}\n${text}`);
  }
  return files;
}

/** A `console` block: each command line after `$ `, with the output that must follow. */
export function readConsole(text: string): { command: string; output: string }[] {
  return text
    .split(/^\$ /m)
    .slice(1)
    .map((part) => {
      const end = part.indexOf("\n");
      return { command: part.slice(0, end), output: part.slice(end + 1).trimEnd() };
    });
}

const UUID = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g;

/** Puts `…` where two runs differ by nature, so that outputs can be compared. */
export function maskIds(text: string): string {
  return text.replaceAll(UUID, "<id>");
}

/** Whether `actual` is `expected` with something in the place of each `…`. */
export function matchesOutput(actual: string, expected: string): boolean {
  const pattern = expected
    .split("…")
    .map((part) => part.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`))
    .join(".+?");
  return new RegExp(`^${pattern}$`, "s").test(actual);
}
