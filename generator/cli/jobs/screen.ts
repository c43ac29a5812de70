import type { World } from "../world.js";

/** What is wider than it looks is one row all the same. */
const NO_WRAP = "\u001B[?7l";
const WRAP = "\u001B[?7h";
const FROM_TOP = "\u001B[H\u001B[J";

/** Lines that change: drawn in place on a terminal, as many of them as it has room for, and elsewhere printed once they have changed. */
export interface Screen {
  draw(lines: readonly string[]): void;
}

/** @param print takes the lines where there is no terminal. */
export function createScreen(world: World, print: (text: string) => void): Screen {
  return world.isTerminal ? createTerminalScreen(world) : createPrinter(print);
}

function createPrinter(print: (text: string) => void): Screen {
  let printed: readonly string[] = [];
  return {
    draw(lines) {
      for (const line of lines) if (!printed.includes(line)) print(`${line}\n`);
      printed = lines;
    },
  };
}

function createTerminalScreen({ stderr, size }: World): Screen {
  let drawn = 0;
  let width = size().columns;
  return {
    draw(lines) {
      const { columns, rows } = size();
      const fitting = fit(lines, rows - 1).map((line) => cut(line, columns));
      // A terminal of another width has broken the lines anew: nobody knows where they are.
      const start = columns === width ? rewind(drawn) : FROM_TOP;
      stderr(`${start}${NO_WRAP}${fitting.map((line) => `${line}\n`).join("")}${WRAP}`);
      drawn = fitting.length;
      width = columns;
    },
  };
}

/** Back to the first of the lines, which are gone then. */
function rewind(lines: number): string {
  return lines === 0 ? "" : `\u001B[${lines}F\u001B[J`;
}

function fit(lines: readonly string[], most: number): readonly string[] {
  if (lines.length <= most) return lines;
  const shown = Math.max(0, most - 1);
  return [...lines.slice(0, shown), `… ${lines.length - shown} more, for which there is no room`];
}

function cut(line: string, columns: number): string {
  const characters = [...line];
  return characters.length <= columns ? line : `${characters.slice(0, columns - 1).join("")}…`;
}
