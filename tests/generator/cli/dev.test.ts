import { mkdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, it, onTestFinished, vi } from "vitest";
import { createRounds } from "../../../generator/cli/dev/rounds.js";
import { watchTree } from "../../../generator/cli/dev/watch-tree.js";
import { tempProject } from "../temp-project.js";
import { specstar } from "./test-world.js";

function watched() {
  const project = tempProject();
  project.write("models/issue.ts", "1");
  project.write("node_modules/big/index.js", "1");
  const changes = new Set<string>();
  const close = watchTree(project.root, {
    isIgnored: (path) => path.split("/").includes("node_modules"),
    onChange: (path) => changes.add(path),
  });
  onTestFinished(close);
  return { project, changes, close };
}

describe("watchTree", () => {
  it("tells of a file that is changed, made or removed", async () => {
    const { project, changes } = watched();
    project.write("models/issue.ts", "2");
    project.write("server.ts", "new");
    await vi.waitFor(() => expect([...changes]).toEqual(expect.arrayContaining(["models/issue.ts", "server.ts"])));
    changes.clear();
    rmSync(join(project.root, "server.ts"));
    await vi.waitFor(() => expect([...changes]).toContain("server.ts"));
  });

  it("tells of files in folders that are made later, also of those that come with the folder", async () => {
    const { project, changes } = watched();
    const elsewhere = tempProject();
    elsewhere.write("shop/deep/order.ts", "1");
    renameSync(join(elsewhere.root, "shop"), join(project.root, "models/shop"));
    await vi.waitFor(() => expect([...changes]).toContain("models/shop/deep/order.ts"));
    changes.clear();
    writeFileSync(join(project.root, "models/shop/deep/order.ts"), "2");
    await vi.waitFor(() => expect([...changes]).toContain("models/shop/deep/order.ts"));
  });

  it("goes on after a folder was removed and made again", async () => {
    const { project, changes } = watched();
    rmSync(join(project.root, "models"), { recursive: true });
    await vi.waitFor(() => expect([...changes]).toContain("models"));
    mkdirSync(join(project.root, "models"));
    await sleep(50);
    changes.clear();
    project.write("models/tag.ts", "1");
    await vi.waitFor(() => expect([...changes]).toContain("models/tag.ts"));
  });

  it("outlives folders that come and go", async () => {
    const { project, changes } = watched();
    for (let n = 0; n < 200; n++) {
      mkdirSync(join(project.root, `models/passing-${n}/deep`), { recursive: true });
      rmSync(join(project.root, `models/passing-${n}`), { recursive: true });
      if (n % 20 === 0) await sleep(1);
    }
    project.write("models/issue.ts", "2");
    await vi.waitFor(() => expect([...changes]).toContain("models/issue.ts"));
  });

  it("keeps quiet about what is ignored, and after it was closed", async () => {
    const { project, changes, close } = watched();
    project.write("node_modules/big/index.js", "2");
    await sleep(60);
    expect([...changes]).toEqual([]);
    close();
    project.write("models/issue.ts", "3");
    await sleep(60);
    expect([...changes]).toEqual([]);
  });
});

describe("createRounds", () => {
  it("answers requests that come close together with one round", async () => {
    const round = vi.fn(async () => {});
    const rounds = createRounds(round, 80);
    for (let n = 0; n < 5; n++) rounds.request();
    await sleep(200);
    expect(round).toHaveBeenCalledTimes(1);
  });

  it("answers requests during a round with one more, never two at a time", async () => {
    let running = 0;
    let most = 0;
    const round = vi.fn(async () => {
      most = Math.max(most, ++running);
      await sleep(150);
      running--;
    });
    const rounds = createRounds(round, 80);
    rounds.request();
    await sleep(120);
    rounds.request();
    rounds.request();
    await vi.waitFor(() => expect(round).toHaveBeenCalledTimes(2));
    await rounds.finish();
    expect({ most, running }).toEqual({ most: 1, running: 0 });
  });

  it("starts none once it is finished", async () => {
    const round = vi.fn(async () => {});
    const rounds = createRounds(round, 80);
    rounds.request();
    await rounds.finish();
    expect(round).not.toHaveBeenCalled();
  });
});

describe("specstar dev", () => {
  it("says what is missing", async () => {
    const project = tempProject();
    expect(await specstar(project.root, "dev")).toMatchObject({
      exitCode: 2,
      stderr: expect.stringContaining("tsx isn't installed in"),
    });
    project.write("node_modules/tsx/package.json", '{"name":"tsx","exports":"./loader.mjs"}');
    project.write("node_modules/tsx/loader.mjs", "");
    expect(await specstar(project.root, "dev")).toMatchObject({
      exitCode: 2,
      stderr: expect.stringContaining("there is no server.ts in"),
    });
  });
});
