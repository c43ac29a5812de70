import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { SHARE_SIZE, withEarlyFiles, type EarlyFiles } from "../../../generator/emitters/begin-files.js";
import { emitCommonFiles, type CommonInput } from "../../../generator/emitters/common-files.js";
import { LockFileError } from "../../../generator/emitters/index.js";
import { partAlone, type ModelPart } from "../../../generator/emitters/openapi/model-part.js";
import { emitOwnFiles } from "../../../generator/emitters/own-files.js";
import type { OpenapiConfig } from "../../../generator/config.js";
import type { File } from "../../../generator/ir/file.js";
import type { Model } from "../../../generator/ir/model.js";
import { model } from "./model-ir.js";

const many = Array.from({ length: 200 }, (_, n) => model(`Issue${n}`));
const theirs: File = { path: "generated/theirs.ts", text: "theirs", kind: "generated" };
const openapi: OpenapiConfig = { security: { token: { type: "http", scheme: "bearer" } } };
const input: CommonInput = {
  output: "generated",
  outputs: ["client"],
  migrations: "migrations",
  dialects: ["sqlite"],
  lock: null,
  existing: {},
  now: new Date(0),
};

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "specstar-thread-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A module that a thread runs, which takes the first offer and does something, and no other. */
function thread(name: string, step: string): string {
  const path = join(folder, `${name}.mjs`);
  const lines = [
    'import { workerData } from "node:worker_threads";',
    'import { writeFileSync } from "node:fs";',
    "const { port } = workerData;",
    'port.once("message", ({ id, errand, state }) => {',
    "Atomics.store(state, 0, 1);",
    `writeFileSync(${JSON.stringify(join(folder, "started"))}, "");`,
    "try {",
    step,
    "} finally {",
    "Atomics.store(state, 0, 2);",
    "Atomics.notify(state, 0);",
    "}",
    "});",
  ];
  writeFileSync(path, lines.join("\n"));
  return path;
}

/** Gives the thread the time to take its offer: nothing else goes on meanwhile, as in a run. */
function waitUntilStarted(): void {
  const path = join(folder, "started");
  const pause = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));
  for (let patience = 1000; !existsSync(path) && patience > 0; patience--) Atomics.wait(pause, 0, 0, 10);
  rmSync(path);
}

interface AllMade {
  readonly own: readonly File[];
  readonly parts: readonly (ModelPart | undefined)[];
  readonly common: readonly File[];
}

/** Hands all models over, and asks for what was made of them when the thread has begun. */
function makeAll(path: string, models: readonly Model[] = many): AllMade | undefined {
  const work = (early: EarlyFiles | undefined): AllMade | undefined => {
    if (early === undefined) return undefined;
    many.forEach(early.begin);
    waitUntilStarted();
    const { ownFiles, begunPart, commonFiles } = early.beginRest({ models }, input);
    return { own: ownFiles(), parts: models.map(begunPart), common: commonFiles() };
  };
  return withEarlyFiles(many.length, { output: "generated", openapi }, work, path);
}

function isEarly(count: number, path: string): boolean {
  return withEarlyFiles(count, { output: "generated", openapi }, (early) => early !== undefined, path);
}

/** What is made without a thread. */
function expectedOf(models: readonly Model[]): AllMade {
  const parts = models.map((each) => partAlone(each, openapi));
  return { own: emitOwnFiles(models, "generated"), parts, common: emitCommonFiles({ models }, input) };
}

describe("what is made early", () => {
  const deliver = `port.postMessage({ id, made: errand.models.map(() => (${JSON.stringify({ files: [theirs] })})) });`;

  it("come from a thread as well", () => {
    const { own, parts } = expectedOf(many.slice(SHARE_SIZE));
    const shared = Array.from({ length: SHARE_SIZE });
    const made = { own: [...shared.map(() => theirs), ...own], parts: [...shared.map(() => undefined), ...parts], common: emitCommonFiles({ models: many }, input) };
    expect(makeAll(thread("good", deliver))).toEqual(made);
  });

  it("are there all the same when the thread breaks its word or comes to a bad end", () => {
    expect(makeAll(thread("silent", ""))).toEqual(expectedOf(many));
    expect(makeAll(thread("bad", 'throw new Error("no");'))).toEqual(expectedOf(many));
  });

  it("are made anew for a model that turns out to be another, and come in the order of the models", () => {
    const final = many.map((each, at) => (at === 3 ? { ...each, isReferredTo: true } : each)).toReversed();
    expect(makeAll(thread("stale", ""), final)).toEqual(expectedOf(final));
  });

  it("fail as they would without a thread", () => {
    const path = thread("broken", "");
    const work = (early: EarlyFiles | undefined): unknown => early?.beginRest({ models: many }, { ...input, lock: "{" }).commonFiles();
    expect(() => withEarlyFiles(many.length, { output: "generated", openapi }, work, path)).toThrow(LockFileError);
  });

  it("are not for few models, nor without the module", () => {
    expect(isEarly(3, thread("few", ""))).toBe(false);
    expect(isEarly(200, join(folder, "none.mjs"))).toBe(false);
  });
});
