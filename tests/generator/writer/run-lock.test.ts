import { spawnSync } from "node:child_process";
import { existsSync, rmSync, writeFileSync } from "node:fs";
import { hostname } from "node:os";
import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, it, onTestFinished } from "vitest";
import { toLockPath, withRunLock } from "../../../generator/writer/run-lock.js";
import { tempProject } from "../temp-project.js";

const lockOf = (pid: number | undefined, host = hostname()): string => JSON.stringify({ pid, host });

describe("withRunLock", () => {
  it("lets one run in at a time, and every one in the end", async () => {
    const { root } = tempProject();
    let inside = 0;
    let most = 0;
    const work = async (): Promise<void> => {
      most = Math.max(most, ++inside);
      await sleep(5);
      inside--;
    };
    await Promise.all(Array.from({ length: 8 }, () => withRunLock(root, work)));
    expect({ most, inside }).toEqual({ most: 1, inside: 0 });
    expect(existsSync(toLockPath(root))).toBe(false);
  });

  it("gives way after a failure", async () => {
    const { root } = tempProject();
    await expect(withRunLock(root, () => Promise.reject(new Error("no")))).rejects.toThrow("no");
    expect(await withRunLock(root, async () => "yes")).toBe("yes");
  });

  it("takes over from a process that is dead", async () => {
    const { root } = tempProject();
    const { pid } = spawnSync(process.execPath, ["-e", "0"]);
    writeFileSync(toLockPath(root), lockOf(pid));
    const runs = await Promise.all([withRunLock(root, async () => 1), withRunLock(root, async () => 2)]);
    expect(runs).toEqual([1, 2]);
  });

  it.each([
    ["a process that is alive", lockOf(process.ppid), `process ${process.ppid}`],
    ["a process of another host", lockOf(1, "elsewhere"), "process 1"],
    ["who knows whom", "", "another run is"],
  ])("waits for %s, and then says so", async (_, lock, owner) => {
    const { root } = tempProject();
    writeFileSync(toLockPath(root), lock);
    onTestFinished(() => rmSync(toLockPath(root)));
    await expect(withRunLock(root, async () => 0, 60)).rejects.toThrow(owner);
    expect(existsSync(toLockPath(root))).toBe(true);
  });
});
