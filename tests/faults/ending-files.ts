import { AsyncLocalStorage } from "node:async_hooks";
import files, { open } from "node:fs/promises";
import { syncBuiltinESMExports } from "node:module";
import type { When } from "./mortal.js";

type Call = (this: unknown, ...args: readonly unknown[]) => Promise<unknown>;

/** What stores do with files, but for reading. */
const ON_PATHS = ["mkdir", "open", "rename", "rm", "link", "utimes"];
const ON_HANDLES = ["writeFile", "sync", "close"];

interface Program {
  left: number;
  readonly when: When;
  end(): void;
}

/** Who runs now; nobody for the test itself and for those who come after. */
const running = new AsyncLocalStorage<Program>();
const forEver = new Promise<never>(() => {});

/**
 * Runs work whose process ends at its n-th call on files, just before or just after that took effect. It then never comes to its end,
 * and neither does any call after that one.
 *
 * @returns what the work comes to; "ended" when its process ended.
 */
export function runUntil<Result>(n: number, when: When, work: () => Promise<Result>): Promise<Result | "ended"> {
  return new Promise((resolve, reject) => {
    const program: Program = { left: n, when, end: () => resolve("ended") };
    running.run(program, work).then(resolve, reject);
  });
}

/** Makes the calls of this process mortal. Gives what puts them back. */
export async function makeFilesMortal(): Promise<() => void> {
  const handle = await open(process.execPath);
  await handle.close();
  const owners: readonly (readonly [object, readonly string[]])[] = [
    [files, ON_PATHS],
    [Object.getPrototypeOf(handle), ON_HANDLES],
  ];
  const undo = owners.flatMap(([owner, names]) => names.map((name) => replace(owner, name)));
  syncBuiltinESMExports();
  return () => {
    for (const each of undo) each();
    syncBuiltinESMExports();
  };
}

function replace(owner: object, name: string): () => void {
  const original: Call = Reflect.get(owner, name);
  const mortal: Call = async function (...args) {
    const program = running.getStore();
    if (program !== undefined) program.left -= 1;
    if (program !== undefined && isEnding(program, "before")) return forEver;
    const result = await Reflect.apply(original, this, args);
    return program !== undefined && isEnding(program, "after") ? forEver : result;
  };
  Reflect.set(owner, name, mortal);
  return () => void Reflect.set(owner, name, original);
}

function isEnding({ left, when, end }: Program, moment: When): boolean {
  if (left > 0 || (left === 0 && moment !== when)) return false;
  end();
  return true;
}
