import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { beginOwnFiles } from "../../../generator/emitters/begin-own-files.js";
import { SHARE_SIZE } from "../../../generator/emitters/own-files-errand.js";
import { emitOwnFiles } from "../../../generator/emitters/own-files.js";
import { model } from "./model-ir.js";

const many = Array.from({ length: 200 }, (_, n) => model(`Issue${n}`));
const few = many.slice(0, 3);
const theirs = [{ path: "generated/theirs.ts", text: "theirs", kind: "generated" }];

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "specstar-thread-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A module that a thread runs, which takes on one share of the models before it does something. */
function thread(name: string, step: string): string {
  const path = join(folder, `${name}.mjs`);
  const lines = [
    'import { workerData } from "node:worker_threads";',
    "const { models, port, next, isOver } = workerData;",
    "try {",
    `const at = Atomics.add(next, 0, ${SHARE_SIZE});`,
    step,
    "} finally {",
    "Atomics.store(isOver, 0, 1);",
    "Atomics.notify(isOver, 0);",
    "}",
  ];
  writeFileSync(path, lines.join("\n"));
  return path;
}

/** What a thread leaves when it has its share. */
function started(): string {
  return `(await import("node:fs")).writeFileSync(${JSON.stringify(join(folder, "started"))}, "");`;
}

/** Gives the thread the time to take its share. */
async function untilStarted(): Promise<void> {
  const path = join(folder, "started");
  await vi.waitFor(() => expect(existsSync(path)).toBe(true), 10_000);
  rmSync(path);
}

describe("the models' own files", () => {
  it("come from a thread as well, where there are many", async () => {
    const path = thread("good", `port.postMessage({ at, files: ${JSON.stringify(theirs)} });\n${started()}`);
    const finish = beginOwnFiles(many, "generated", path);
    await untilStarted();
    expect(finish()).toEqual([...theirs, ...emitOwnFiles(many.slice(SHARE_SIZE), "generated")]);
    expect(beginOwnFiles(few, "generated", path)()).toEqual(emitOwnFiles(few, "generated"));
  });

  it("are there all the same when the thread is late, breaks its word or isn't there", async () => {
    const expected = emitOwnFiles(many, "generated");
    expect(beginOwnFiles(many, "generated", thread("late", ""))()).toEqual(expected);
    const finish = beginOwnFiles(many, "generated", thread("bad", `${started()}\nthrow new Error("no");`));
    await untilStarted();
    expect(finish()).toEqual(expected);
    expect(beginOwnFiles(many, "generated", join(folder, "none.mjs"))()).toEqual(expected);
  });
});
