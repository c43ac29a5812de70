import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { specstar } from "./test-world.js";

/** A project whose runtime tells what it was asked for. */
async function createProject(): Promise<string> {
  const root = await mkdtemp(join(tmpdir(), "specstar-gc-"));
  onTestFinished(() => rm(root, { recursive: true, force: true }));
  const runtime = join(root, "node_modules/@specstar/runtime");
  await mkdir(runtime, { recursive: true });
  const exports = { ".": "./index.js", "./config": "./config.js" };
  await writeFile(join(root, "package.json"), "{}");
  await writeFile(join(root, "backend.json"), "{}");
  await writeFile(join(runtime, "package.json"), JSON.stringify({ name: "@specstar/runtime", type: "module", exports }));
  await writeFile(join(runtime, "config.js"), "export const openBackend = async (path) => ({ path, close: async () => {} });");
  await writeFile(
    join(runtime, "index.js"),
    `export async function collectBlobs(storage, { olderThan, dryRun, onProgress }) {
       onProgress({ seen: 1, removed: 0, removedBytes: 0 });
       return { seen: 9, removed: 2, removedBytes: 30, age: Math.round((Date.now() - olderThan) / 60_000), asked: dryRun };
     }`,
  );
  return root;
}

it("says what it has removed", async () => {
  const root = await createProject();
  expect(await specstar(root, "gc")).toEqual({ exitCode: 0, stdout: "removed 2 of 9 files, 30 bytes\n", stderr: "" });
  expect((await specstar(root, "gc", "--dry-run")).stdout).toBe("would remove 2 of 9 files, 30 bytes\n");
});

it("leaves a grace of a day, or what is asked for", async () => {
  const root = await createProject();
  const run = async (...flags: readonly string[]): Promise<unknown> => JSON.parse((await specstar(root, "gc", "--json", ...flags)).stdout);
  expect(await run()).toEqual({ dryRun: false, seen: 9, removed: 2, removedBytes: 30, age: 1440, asked: false });
  expect(await run("--grace", "7d", "--dry-run")).toMatchObject({ age: 10_080, dryRun: true, asked: true });
  expect(await run("--grace", "90m")).toMatchObject({ age: 90 });
});

it.each(["1", "h", "-1h", "1.5h", "1w", ""])("refuses a grace of %j", async (grace) => {
  const { exitCode, stderr } = await specstar(await createProject(), "gc", "--grace", grace);
  expect([exitCode, stderr]).toEqual([2, expect.stringContaining("90s, 30m, 24h or 7d")]);
});

it("needs a backend.json", async () => {
  const root = await createProject();
  await rm(join(root, "backend.json"));
  expect(await specstar(root, "gc")).toMatchObject({ exitCode: 2, stderr: expect.stringContaining("there is no backend.json") });
});
