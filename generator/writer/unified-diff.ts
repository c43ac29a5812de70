const CONTEXT = 3;

interface Line {
  readonly mark: " " | "-" | "+";
  readonly text: string;
}

/**
 * The difference of two texts in the unified format, without the two lines that name the files; empty when they are equal.
 * Meant for people: shortest edit script, three lines of context.
 */
export function unifiedDiff(before: string, after: string): string {
  if (before === after) return "";
  const lines = compareLines(splitLines(before), splitLines(after));
  return toHunks(lines)
    .map((hunk) => formatHunk(lines, hunk))
    .join("\n");
}

/** Each line keeps its line end, so that a missing last one is a difference as well. */
function splitLines(text: string): string[] {
  return text === "" ? [] : text.split(/(?<=\n)/);
}

/** What both begin and end with is set aside first: in practice most of a file. */
function compareLines(before: readonly string[], after: readonly string[]): Line[] {
  const shortest = Math.min(before.length, after.length);
  let head = 0;
  while (head < shortest && before[head] === after[head]) head++;
  let tail = 0;
  while (tail < shortest - head && before.at(-1 - tail) === after.at(-1 - tail)) tail++;
  return [
    ...toLines(" ", before.slice(0, head)),
    ...compareMiddle(before.slice(head, before.length - tail), after.slice(head, after.length - tail)),
    ...toLines(" ", before.slice(before.length - tail)),
  ];
}

/** Longest common subsequence by the quadratic table; past a size where that gets slow, everything counts as replaced. */
function compareMiddle(before: readonly string[], after: readonly string[]): Line[] {
  if (before.length * after.length > 4_000_000) return [...toLines("-", before), ...toLines("+", after)];
  const width = after.length + 1;
  const lengths = new Uint32Array((before.length + 1) * width);
  const at = (i: number, j: number): number => lengths[i * width + j] ?? 0;
  for (let i = before.length - 1; i >= 0; i--) {
    for (let j = after.length - 1; j >= 0; j--) {
      lengths[i * width + j] = before[i] === after[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
    }
  }
  return walkTable(before, after, at);
}

function walkTable(before: readonly string[], after: readonly string[], at: (i: number, j: number) => number): Line[] {
  const lines: Line[] = [];
  let i = 0;
  let j = 0;
  while (i < before.length && j < after.length) {
    if (before[i] === after[j]) {
      lines.push(...toLines(" ", before.slice(i, i + 1)));
      i++;
      j++;
    } else if (at(i + 1, j) >= at(i, j + 1)) lines.push(...toLines("-", before.slice(i, ++i)));
    else lines.push(...toLines("+", after.slice(j, ++j)));
  }
  return [...lines, ...toLines("-", before.slice(i)), ...toLines("+", after.slice(j))];
}

function toLines(mark: Line["mark"], texts: readonly string[]): Line[] {
  return texts.map((text) => ({ mark, text }));
}

interface Hunk {
  readonly start: number;
  readonly end: number;
}

function toHunks(lines: readonly Line[]): Hunk[] {
  const hunks: { start: number; end: number }[] = [];
  for (const [index, line] of lines.entries()) {
    if (line.mark === " ") continue;
    const last = hunks.at(-1);
    const end = Math.min(index + CONTEXT + 1, lines.length);
    if (last !== undefined && index - CONTEXT <= last.end) last.end = end;
    else hunks.push({ start: Math.max(index - CONTEXT, 0), end });
  }
  return hunks;
}

function formatHunk(lines: readonly Line[], { start, end }: Hunk): string {
  const hunk = lines.slice(start, end);
  const range = (mark: "-" | "+", sign: string): string => {
    const from = lines.slice(0, start).filter((line) => line.mark !== mark).length;
    const count = hunk.filter((line) => line.mark !== mark).length;
    return `${sign}${count === 0 ? from : from + 1},${count}`;
  };
  const body = hunk.map(
    ({ mark, text }) => mark + (text.endsWith("\n") ? text.slice(0, -1) : `${text}\n\\ No newline at end of file`),
  );
  return [`@@ ${range("+", "-")} ${range("-", "+")} @@`, ...body].join("\n");
}
