import type { World } from "../../../generator/cli/world.js";
import { main } from "../../../generator/cli/main.js";

export interface Ran {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** A world that keeps what is said, and can be told to stop. */
export interface TestWorld extends World {
  readonly said: { stdout: string; stderr: string };
  readonly stop: () => void;
}

export function testWorld(cwd: string, env: World["env"] = process.env): TestWorld {
  const said = { stdout: "", stderr: "" };
  const listeners = new Set<() => void>();
  return {
    said,
    stop: () => listeners.forEach((listener) => listener()),
    stdout: (text) => void (said.stdout += text),
    stderr: (text) => void (said.stderr += text),
    env,
    cwd,
    now: () => new Date(),
    actor: "cli:tester",
    colour: false,
    isTerminal: false,
    size: () => ({ columns: 100, rows: 24 }),
    ask: null,
    onStop: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    leave: () => {},
  };
}

/** Runs a command in this process, in the folder `cwd`. */
export async function specstar(cwd: string, ...argv: readonly string[]): Promise<Ran> {
  const world = testWorld(cwd);
  const exitCode = await main(argv, world);
  return { exitCode, ...world.said };
}
