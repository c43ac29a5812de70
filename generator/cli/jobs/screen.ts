import type { World } from "../world.js";

/** Without wrapping a line is one row, however narrow the terminal is. */
const NO_WRAP = "\u001B[?7l";
const WRAP = "\u001B[?7h";

/** Lines that change: drawn in place on a terminal, and elsewhere printed once they have changed. */
export interface Screen {
  draw(lines: readonly string[]): void;
}

/** @param print takes the lines where there is no terminal. */
export function createScreen(world: World, print: (text: string) => void): Screen {
  let drawn: readonly string[] = [];
  return {
    draw(lines) {
      if (world.isTerminal) world.stderr(`${rewind(drawn.length)}${NO_WRAP}${lines.map((line) => `${line}\n`).join("")}${WRAP}`);
      else for (const line of lines) if (!drawn.includes(line)) print(`${line}\n`);
      drawn = lines;
    },
  };
}

/** Back to the first of the lines, which are gone then. */
function rewind(lines: number): string {
  return lines === 0 ? "" : `\u001B[${lines}F\u001B[J`;
}
