import { cp, mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { runProject, type RunningProject } from "./running-project.js";
import { run, tryRun } from "./run.js";

const packed = inject("packed");
const issueModel = fileURLToPath(new URL("../../fixtures/issue/models/issue.ts", import.meta.url));

/** A project that knows nothing of the repository: made by the packed command, in an empty folder. */
let project: string;
const bin = (name: string): string => join(project, "node_modules/.bin", name);

beforeAll(async () => {
  project = join(await mkdtemp(join(tmpdir(), "specstar-project-")), "issue-tracker");
  await mkdir(project);
  await cp(packed.installed, project, { recursive: true, verbatimSymlinks: true });
  await run(bin("specstar"), ["init"], project);
  await cp(issueModel, join(project, "models/issue.ts"));
  await run(bin("specstar"), ["generate"], project);
});
afterAll(() => rm(dirname(project), { recursive: true, force: true }));

describe("a new project", () => {
  it("compiles with every strict flag, without an error or a warning", async () => {
    const flags = [
      "strict",
      "noUncheckedIndexedAccess",
      "exactOptionalPropertyTypes",
      "noImplicitOverride",
      "noImplicitReturns",
      "noFallthroughCasesInSwitch",
      "noPropertyAccessFromIndexSignature",
      "noUnusedLocals",
      "noUnusedParameters",
      "allowUnreachableCode false",
      "allowUnusedLabels false",
      "verbatimModuleSyntax",
      "isolatedModules",
      "erasableSyntaxOnly",
      "forceConsistentCasingInFileNames",
    ].flatMap((flag) => `--${flag}`.split(" "));
    const { stdout, stderr } = await run(bin("tsc"), ["--noEmit", ...flags], project);
    expect(stdout + stderr).toBe("");
  });

  it("passes its own test", async () => {
    const { stdout } = await run("npm", ["test"], project);
    expect(stdout).toMatch(/# pass 1\n# fail 0|pass 1\n. fail 0/);
  });

  it("is not changed by another init or generate", async () => {
    const before = await snapshot(project);
    await run(bin("specstar"), ["init"], project);
    await run(bin("specstar"), ["generate"], project);
    expect(await snapshot(project)).toEqual(before);
  });

  it("gives the same bytes in another locale, time zone and folder", async () => {
    const twin = join(dirname(project), "other folder");
    await mkdir(twin);
    await cp(join(project, "models"), join(twin, "models"), { recursive: true });
    const env = { LC_ALL: "tr_TR.UTF-8", LANG: "tr_TR.UTF-8", TZ: "Pacific/Kiritimati" };
    await run(bin("specstar"), ["--root", twin, "generate"], project, env);
    const [here, there] = await Promise.all([project, twin].map((folder) => texts(join(folder, "generated"))));
    expect(there).toEqual(here);
  });
});

describe("its server", () => {
  it("refuses to start on a database without its migrations, and says which command to run", async () => {
    const env = { PORT: "0", DATA_DIR: join(project, "data-empty") };
    const { code, stderr } = await tryRun(bin("tsx"), ["server.ts"], project, env);
    expect(code).not.toBe(0);
    expect(stderr).toContain("specstar migrate up");
  });

  it("is told what waits by `migrate status`, and is given it by `migrate up`", async () => {
    const env = { DATA_DIR: join(project, "data-status") };
    const before = await run(bin("specstar"), ["migrate", "status"], project, env);
    expect(before.stdout).toMatch(/^pending \d{14}_create_issue\n$/);
    const up = await run(bin("specstar"), ["migrate", "up"], project, env);
    expect(up.stdout).toMatch(/^applied \d{14}_create_issue\n$/);
    const after = await run(bin("specstar"), ["migrate", "status"], project, env);
    expect(after.stdout).toMatch(/^applied \d{14}_create_issue\n$/);
    expect((await run(bin("specstar"), ["migrate", "up"], project, env)).stdout).toBe("");
  });

  it("runs compiled as well, with `npm run build` and `npm start`", async () => {
    const env = { PORT: "0", DATA_DIR: join(project, "data-built") };
    await run("npm", ["run", "build"], project);
    await run("npm", ["run", "migrate"], project, env);
    const server = await runProject(project, ["npm", "start"], env);
    expect((await server.send("GET", "/livez")).body).toEqual({ status: "ok" });
    await server.stop();
  });
});

describe("the quickstart, over HTTP", () => {
  let server: RunningProject;
  beforeAll(async () => {
    server = await runProject(project, [bin("specstar"), "dev"], { PORT: "0", DATA_DIR: join(project, "data") });
  });
  afterAll(async () => {
    expect(await server.stop()).toBe(0);
  });

  it("goes from the first revision to the restored one", async () => {
    const issue = { title: "Search returns duplicate results", severity: "high", assignee: "alice" };
    const created = await server.send("POST", "/issues", issue);
    expect(created.status).toBe(201);
    const { resourceId, revisionId } = created.body;
    expect(resourceId).toMatch(/^issue:[0-9a-f-]{36}$/);
    expect(revisionId).toBe(`${resourceId}:1`);

    const path = `/issues/${resourceId}`;
    expect((await server.send("GET", path)).body.data).toEqual({
      ...issue,
      description: null,
      status: "open",
      dueDate: null,
      resolvedAt: null,
    });
    const updated = await server.send("PUT", path, { ...issue, assignee: "bob", status: "in_progress" });
    expect(updated).toMatchObject({ status: 200, body: { revisionId: `${resourceId}:2`, parentRevisionId: revisionId } });

    expect((await server.send("GET", path)).body.data).toMatchObject({ assignee: "bob", status: "in_progress" });
    expect((await server.send("GET", `${path}?revisionId=${revisionId}`)).body.data).toMatchObject({
      assignee: "alice",
      status: "open",
    });
    const history = await server.send("GET", `${path}/revisions`);
    expect(history.body.items.map((item) => item.revisionId)).toEqual([`${resourceId}:2`, `${resourceId}:1`]);

    const deleted = await server.send("DELETE", path);
    expect(deleted).toMatchObject({ status: 200, body: { revisionId: `${resourceId}:3`, op: "delete" } });
    expect((await server.send("GET", path)).status).toBe(410);
    expect((await server.send("GET", `${path}/revisions/1`)).body.data).toMatchObject({ assignee: "alice" });
    const restored = await server.send("POST", `${path}/restore`);
    expect(restored).toMatchObject({ status: 200, body: { revisionId: `${resourceId}:4`, op: "restore" } });
    expect((await server.send("GET", path)).body.data).toMatchObject({ assignee: "bob" });
  });

  it("starts again with a changed model, keeps the last good server while one is broken, and keeps its data", async () => {
    const path = join(project, "models/issue.ts");
    const text = await readFile(path, "utf8");
    const tag = text.replaceAll("Issue", "Tag").replace(', { indexes: [["status", "severity"]] }', "");
    const { resourceId } = (await server.send("POST", "/issues", { title: "still here" })).body;

    await writeFile(path, text.replace("string | null = null", "symbol = null"));
    await server.until(/error SPEC\d+/);
    expect((await server.send("GET", "/livez")).status).toBe(200);

    await writeFile(path, text);
    await writeFile(join(project, "models/tag.ts"), tag);
    await server.until(/created generated\/tag\/tag\.model\.ts[^]*127\.0\.0\.1:\d+/);
    expect((await server.send("POST", "/tags", { title: "new" })).status).toBe(201);
    expect((await server.send("GET", `/issues/${resourceId}`)).body.data.title).toBe("still here");
  });

  it("waits for a change when server.ts fails", async () => {
    const path = join(project, "server.ts");
    const text = await readFile(path, "utf8");
    await writeFile(path, 'throw new Error("not today");\n');
    await server.until(/not today[^]*server\.ts ended \(exit code 1\)/);
    await writeFile(path, text);
    await server.until(/127\.0\.0\.1:\d+/);
    expect((await server.send("GET", "/livez")).status).toBe(200);
  });
});

const MADE_BY_RUNNING = new Set(["node_modules", "data", "dist", "package-lock.json"]);

async function listFiles(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .filter((path) => ![...MADE_BY_RUNNING].some((name) => path.startsWith(name)))
    .toSorted();
}

async function texts(folder: string): Promise<Record<string, string>> {
  const files = (await listFiles(folder)).map(async (path) => {
    const text = await readFile(join(folder, path), "utf8");
    // The stamp of a migration comes from the clock, and the manifest holds the hash of the file that names it.
    return [path, path === ".specstar-manifest.json" ? "" : text.replaceAll(/\d{14}_/g, "<stamp>_")] as const;
  });
  return Object.fromEntries(await Promise.all(files));
}

async function snapshot(folder: string): Promise<Record<string, { text: string; mtimeMs: number }>> {
  const files = (await listFiles(folder)).map(async (path) => {
    const file = join(folder, path);
    return [path, { text: await readFile(file, "utf8"), mtimeMs: (await stat(file)).mtimeMs }] as const;
  });
  return Object.fromEntries(await Promise.all(files));
}
