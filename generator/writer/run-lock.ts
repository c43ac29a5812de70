import { createHash } from "node:crypto";
import { readFileSync, realpathSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { Refusal } from "./refusal.js";

const POLL_MS = 25;

/**
 * Runs `work` while no other run, in whatever process, works on the project in `root`; waits for its turn. The lock of a
 * process that is dead is taken over. It lies in the system's temporary folder, so that a run which has nothing to write
 * leaves no trace in the project.
 *
 * @throws Refusal when the other one takes longer than `patienceMs`.
 */
export async function withRunLock<Result>(root: string, work: () => Promise<Result>, patienceMs = 30_000): Promise<Result> {
  const path = toLockPath(root);
  await acquire(path, Date.now() + patienceMs);
  try {
    return await work();
  } finally {
    rmSync(path, { force: true });
  }
}

/** Where the lock of the project in `root` lies. */
export function toLockPath(root: string): string {
  const name = createHash("sha256").update(realpathSync(root)).digest("hex").slice(0, 16);
  return join(tmpdir(), `specstar-${name}.lock`);
}

async function acquire(path: string, deadline: number): Promise<void> {
  const mine = JSON.stringify({ pid: process.pid, host: hostname() });
  while (!createExclusively(path, mine)) {
    const theirs = attempt(() => readFileSync(path, "utf8"), "ENOENT")?.value;
    if (theirs === undefined || (isDead(theirs) && takeAway(path, theirs))) continue;
    if (Date.now() > deadline) throw stillRunning(path, theirs);
    await sleep(POLL_MS);
  }
}

function createExclusively(path: string, text: string): boolean {
  return attempt(() => writeFileSync(path, text, { flag: "wx" }), "EEXIST") !== undefined;
}

/** Whether its owner is gone for certain: of another host, or with no pid in the file, nobody can tell. */
function isDead(lock: string): boolean {
  const [, pid, host] = /^\{"pid":(\d+),"host":(".*")\}$/.exec(lock) ?? [];
  if (pid === undefined || host !== JSON.stringify(hostname())) return false;
  try {
    process.kill(Number(pid), 0);
    return false;
  } catch (error) {
    return hasCode(error, "ESRCH");
  }
}

/** Of several that find the same dead lock, one moves it; who moved a living one by then puts it back. */
function takeAway(path: string, dead: string): boolean {
  const aside = `${path}-${process.pid}`;
  const isMoved = attempt(() => renameSync(path, aside), "ENOENT", "EPERM", "EACCES") !== undefined;
  if (!isMoved) return false;
  const moved = readFileSync(aside, "utf8");
  if (moved !== dead) createExclusively(path, moved);
  rmSync(aside);
  return true;
}

function stillRunning(path: string, lock: string): Refusal {
  const [, pid] = /"pid":(\d+)/.exec(lock) ?? [];
  const owner = pid === undefined ? "another run" : `another run (process ${pid})`;
  return new Refusal(`${owner} is still at work on this project`, `wait for it, or remove ${path} if nothing is running`);
}

/** Undefined when it fails with one of the codes that are expected. */
function attempt<Value>(call: () => Value, ...expected: readonly string[]): { readonly value: Value } | undefined {
  try {
    return { value: call() };
  } catch (error) {
    if (hasCode(error, ...expected)) return undefined;
    throw error;
  }
}

function hasCode(error: unknown, ...codes: readonly string[]): boolean {
  return error instanceof Error && "code" in error && codes.includes(String(error.code));
}
