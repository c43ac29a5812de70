import { spawn } from "node:child_process";
import { once } from "node:events";
import { copyFile, readFile } from "node:fs/promises";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { isSpecstarError, type Storage } from "@specstar/runtime";
import { diskStorage } from "@specstar/runtime/disk";
import { expect, it } from "vitest";
import { openIssues, type IssueManager } from "../../../conformance/manager/world.js";
import { listAll } from "./envelopes.js";
import { newFolder } from "./new-folder.js";

/** How many processes run at once. */
const AT_ONCE = 2;

const LIFE = ["created", "updated", "deleted", "purged"];

// Starting a process for each operation is what takes the time.
it("has what was acknowledged, whole, and nothing by halves, wherever a process is killed", async () => {
  const template = await newMigrated();
  let kills = 0;
  for (let k = 1, isKilled = true; isKilled; k += AT_ONCE) {
    const lives = await Promise.all(Array.from({ length: AT_ONCE }, (_, at) => liveAndCheck(template, k + at)));
    kills += lives.filter(Boolean).length;
    isKilled = lives.every(Boolean);
  }
  // Fewer would mean that not every operation is seen.
  expect(kills).toBeGreaterThan(60);
}, 1_200_000);

/** Whether the process was killed: not when it has come to its end without so many operations. */
async function liveAndCheck(template: string, k: number): Promise<boolean> {
  const { folder, isKilled, acknowledged } = await live(template, k);
  if (!isKilled) expect(acknowledged, `operation ${k}`).toEqual(LIFE);
  const storage = diskStorage(folder);
  const steps = await stepsTaken(openIssues(storage), acknowledged.length);
  expect([acknowledged.length, acknowledged.length + 1], `operation ${k}`).toContain(steps);
  await expectWhole(storage);
  await storage.close();
  return isKilled;
}

/** How many steps of its life the resource shows, all of them whole. One that is not there has not begun, or is purged. */
async function stepsTaken(issues: IssueManager, acknowledged: number): Promise<number> {
  const [item] = (await issues.search({ includeDeleted: true })).items;
  if (item === undefined) return acknowledged < LIFE.length - 1 ? 0 : LIFE.length;
  const steps = item.meta.totalRevisionCount;
  expect([item.data.title, item.meta.isDeleted]).toEqual([titleAt(steps), steps === 3]);
  for (let n = 1; n <= steps; n++) expect((await issues.get("issue:a", { revisionId: n })).data.title).toBe(titleAt(n));
  return steps;
}

const titleAt = (n: number) => (n === 1 ? "one" : "two");

/** No file is broken, and writing goes on. */
async function expectWhole(storage: Storage): Promise<void> {
  expect(await listAll(storage.revisions.listBroken?.())).toEqual([]);
  const issues = openIssues(storage);
  const { resourceId } = await issues.create({ title: "afterwards" });
  await issues.update(resourceId, { title: "after that" });
  expect((await issues.get(resourceId)).data.title).toBe("after that");
  await issues.update("issue:a", { title: "again" }).catch((error: unknown) => {
    if (!isSpecstarError(error, "RESOURCE_NOT_FOUND") && !isSpecstarError(error, "RESOURCE_DELETED")) throw error;
  });
}

async function newMigrated(): Promise<string> {
  const folder = await newFolder();
  const storage = diskStorage(folder);
  const sql = await readFile(new URL("../../../conformance/manager/models.sqlite.sql", import.meta.url), "utf8");
  await storage.migrations?.apply({ id: "20260101000000_models", sql, checksum: "sha256:0" });
  await storage.close();
  return folder;
}

/** Runs `crash-process.ts` in a new folder, and says how far it came. */
async function live(template: string, k: number) {
  const folder = await newFolder();
  await copyFile(join(template, "specstar.db"), join(folder, "specstar.db"));
  const script = fileURLToPath(new URL("crash-process.ts", import.meta.url));
  const env = { ...process.env, TSX_TSCONFIG_PATH: fileURLToPath(new URL("../../../tsconfig.json", import.meta.url)) };
  const child = spawn(process.execPath, ["--import", "tsx", script, folder, String(k)], { stdio: ["ignore", "pipe", "inherit"], env });
  const [output, [, signal]] = await Promise.all([text(child.stdout), once(child, "close")]);
  return { folder, isKilled: signal === "SIGKILL", acknowledged: output.split("\n").filter((line) => line !== "") };
}
