import { spawn } from "node:child_process";
import { once } from "node:events";
import { cp, mkdir, mkdtemp, readFile, rm, symlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, inject, it } from "vitest";
import { freePort } from "../services/free-port.js";
import { newDatabase } from "../services/postgres-server.js";
import { newBucket } from "../services/s3-server.js";
import { readBlocks } from "./markdown-blocks.js";
import { run } from "./run.js";

const packed = inject("packed");
const examples = fileURLToPath(new URL("../../examples", import.meta.url));
const production = join(examples, "production");
const NOT_COPIED = /\/(?:node_modules|data|dist)$/;

let folder: string;
let project: string;
let env: Record<string, string>;
let resourceId: string;

/** The issue tracker with the files of production laid over it. */
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "specstar-production-"));
  project = join(folder, "issue-tracker");
  await cp(join(examples, "issue-tracker"), project, { recursive: true, filter: (path) => !NOT_COPIED.test(path) });
  for (const name of ["backend.json", "server.ts"]) await cp(join(production, name), join(project, name));
  await symlink(join(packed.installed, "node_modules"), join(project, "node_modules"));
  const bucket = await newBucket();
  env = {
    PORT: String(await freePort()),
    METRICS_PORT: String(await freePort()),
    POSTGRES_DSN: await newDatabase(),
    DATA_DIR: join(folder, "data"),
    S3_BUCKET: bucket.bucket,
    S3_ENDPOINT_URL: bucket.endpoint,
    AWS_REGION: bucket.region,
    AWS_ACCESS_KEY_ID: bucket.accessKeyId,
    AWS_SECRET_ACCESS_KEY: bucket.secretAccessKey,
  };
});

afterAll(() => rm(folder, { recursive: true, force: true }));

/** The lines of a block of its README, with the ports of this test. */
async function linesOf(block: number): Promise<string[]> {
  const text = readBlocks(await readFile(join(production, "README.md"), "utf8")).filter(({ language }) => language === "sh")[block]?.text ?? "";
  return text.trim().replaceAll(":3000", `:${env["PORT"]}`).replaceAll(":9464", `:${env["METRICS_PORT"]}`).split("\n");
}

/** Starts the server, does something with it, and stops it as systemd does. Gives the exit code. */
async function whileServing(command: string, work: (url: string) => Promise<void>): Promise<unknown> {
  const child = spawn("sh", ["-c", `exec ${command}`], { cwd: project, env: { ...process.env, ...env }, stdio: ["ignore", "ignore", "pipe"] });
  const exited = once(child, "exit");
  let said = "";
  child.stderr.on("data", (text) => (said += String(text)));
  const url = `http://127.0.0.1:${env["PORT"]}`;
  try {
    await expect.poll(() => `${child.exitCode ?? ""}${said}`, { timeout: 60_000 }).toContain(`Listening on ${url}`);
    await work(url);
  } finally {
    child.kill("SIGTERM");
  }
  return (await exited)[0];
}

it("is set up, started, asked and looked through as its README says", async () => {
  const [install = "", ...setUp] = await linesOf(0);
  const start = setUp.pop();
  expect([install.slice(0, 12), setUp.length, start]).toEqual(["npm install ", 3, "npm start"]);
  // They are there already, in the packages that this project has.
  for (const name of install.split(" ").slice(2)) await readFile(join(project, "node_modules", name, "package.json"));
  const said: string[] = [];
  for (const line of setUp) said.push((await run("sh", ["-c", line], project, env)).stdout);
  expect(said[1]).toMatch(/^applied \d{14}_/);
  const code = await whileServing("node dist/server.js", async (url) => {
    const created = await fetch(`${url}/projects`, { method: "POST", headers: { "content-type": "application/json" }, body: '{"key":"WEB","name":"Website"}' });
    expect(created.status).toBe(201);
    ({ resourceId } = JSON.parse(await created.text()));
    const [ready = "", metrics = "", doctor = "", ...more] = await linesOf(1);
    expect(more).toEqual([]);
    expect((await run("sh", ["-c", ready], project)).stdout).toContain('"status":"ok"');
    expect((await run("sh", ["-c", metrics], project)).stdout).toContain('specstar_changes_total{model="project",op="create"} 1');
    expect((await run("sh", ["-c", doctor], project, env)).code).toBe(0);
  });
  expect(code).toBe(0);
});

it("is backed up and restored elsewhere as docs/operations.md says, with nothing for the doctor to find", async () => {
  const blocks = readBlocks(await readFile(fileURLToPath(new URL("../../docs/operations.md", import.meta.url)), "utf8"));
  const textOf = (wanted: string) => blocks.find(({ info }) => info === wanted)?.text ?? "exit 1";
  const BACKUP = join(folder, "backup");
  await mkdir(BACKUP);
  await run("sh", ["-ec", textOf("backup")], project, { ...env, BACKUP });
  env = { ...env, POSTGRES_DSN: await newDatabase(), DATA_DIR: join(folder, "restored") };
  await run("sh", ["-ec", textOf("restore")], project, { ...env, BACKUP });
  await whileServing("node dist/server.js", async (url) => {
    const found = await fetch(`${url}/projects/${resourceId}`);
    expect(await found.json()).toMatchObject({ data: { key: "WEB" } });
  });
});

it("names in .env.example every variable that its files read, and no other", async () => {
  const [backend, server, example] = await Promise.all(["backend.json", "server.ts", ".env.example"].map((name) => readFile(join(production, name), "utf8")));
  const read = [...`${backend}${server}`.matchAll(/\$\{(\w+)|process\.env\["(\w+)"\]/g)].map(([, inJson, inCode]) => inJson ?? inCode);
  const optional = new Set(["TABLE_PREFIX", "S3_PREFIX", "POSTGRES_SSL_ROOT_CERT"]);
  const ofOthers = ["AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "HOST", "NODE_ENV", "PORT"];
  const named = [...(example ?? "").matchAll(/^(\w+)=/gm)].map(([, name]) => name);
  expect(named.toSorted()).toEqual([...new Set([...read.filter((name) => !optional.has(name ?? "")), ...ofOthers])].toSorted());
});

it("starts what the build makes, from a unit that systemd understands", async () => {
  const unit = await readFile(join(production, "issue-tracker.service"), "utf8");
  const manifest: { scripts: Record<string, string> } = JSON.parse(await readFile(join(project, "package.json"), "utf8"));
  expect(/^ExecStart=\/usr\/bin\/(.+)$/m.exec(unit)?.[1]).toBe(manifest.scripts["start"]);
  expect(unit.split("\n").filter((line) => !/^(?:|#.*|\[\w+\]|[A-Z]\w+=\S.*)$/.test(line))).toEqual([]);
});
