import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { fixtures, readSamples } from "../fixture-samples.js";
import { run } from "./run.js";

const root = fileURLToPath(new URL("../..", import.meta.url));
const cache = join(root, "node_modules/.cache/specstar");
const FIXTURE = "account";

let folder: string;

/** A copy of a fixture, generated and compiled where the repository's packages are found. */
beforeAll(async () => {
  mkdirSync(cache, { recursive: true });
  folder = mkdtempSync(join(cache, "node-versions-"));
  cpSync(join(fixtures, FIXTURE, "models"), join(folder, "models"), { recursive: true });
  writeFileSync(join(folder, "package.json"), '{ "type": "module" }\n');
  writeFileSync(join(folder, "samples.json"), JSON.stringify(readSamples(FIXTURE)));
  cpSync(join(fixtures, FIXTURE, "present.json"), join(folder, "present.json"));
  writeFileSync(join(folder, "tsconfig.json"), JSON.stringify({ compilerOptions: { module: "NodeNext", target: "ES2023", strict: true, skipLibCheck: true, types: ["node"], rootDir: ".", outDir: "dist" }, include: ["models", "generated", "main.ts"] }));
  writeFileSync(join(folder, "main.ts"), MAIN);
  await run(process.execPath, [join(root, "bin/specstar.js"), "generate", "--root", folder], root);
  await run(process.execPath, [join(root, "node_modules/typescript/bin/tsc"), "-p", folder], root);
}, 120_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const MAIN = `import { readFileSync } from "node:fs";
import { memoryStorage } from "@specstar/runtime";
import { serve } from "@specstar/runtime/express";
import { createApp, openManagers } from "./generated/index.js";

const storage = memoryStorage();
const server = await serve(createApp(await openManagers(storage)), { storage, port: 0, onReady: () => undefined });
const headers = { "content-type": "application/json" };
const { Account } = JSON.parse(readFileSync("samples.json", "utf8"));
const { blobs, resources } = JSON.parse(readFileSync("present.json", "utf8"));
for (const bytes of blobs) await fetch(server.url + "/blobs", { method: "POST", body: bytes });
for (const { path, id, revisions } of resources) {
  await fetch(server.url + "/" + path + "?id=" + id, { method: "POST", headers, body: JSON.stringify(revisions[0]) });
}
const statuses = [];
for (const value of [...Account.good, ...Account.bad.map((bad: { value: unknown }) => bad.value)]) {
  const response = await fetch(server.url + "/accounts", { method: "POST", headers, body: JSON.stringify(value) });
  statuses.push(response.status);
}
console.log(JSON.stringify({ node: process.versions.node.split(".")[0], statuses }));
await server.close();
`;

/** The executable of another Node.js, from its package. */
async function installNode(version: string): Promise<string> {
  const home = join(cache, `node-${version}`);
  const name = `node-${process.platform}-${process.arch}`;
  const executable = join(home, "node_modules", name, "bin/node");
  if (existsSync(executable)) return executable;
  mkdirSync(home, { recursive: true });
  await run("npm", ["install", "--prefix", home, "--no-save", "--no-audit", "--no-fund", `${name}@${version}`], home);
  return executable;
}

describe.each(["22", "24"])("Node.js %s", (version) => {
  let node: string;
  beforeAll(async () => {
    node = await installNode(version);
  }, 300_000);

  it("runs generated code", async () => {
    const { good, bad } = readSamples(FIXTURE)["Account"] ?? { good: [], bad: [] };
    const { stdout } = await run(node, ["dist/main.js"], folder);
    expect(JSON.parse(stdout)).toEqual({ node: version, statuses: [...good.map(() => 201), ...bad.map(() => 422)] });
  }, 60_000);

  it("generates the same", async () => {
    const twin = join(folder, `twin-${version}`);
    cpSync(join(folder, "models"), join(twin, "models"), { recursive: true });
    await run(node, [join(root, "bin/specstar.js"), "generate", "--root", twin], root);
    expect(textsIn(join(twin, "generated"))).toEqual(textsIn(join(folder, "generated")));
  }, 60_000);
});

/** What lies in a folder; the migrations that the code names have their time in their names. */
function textsIn(home: string): Record<string, string> {
  const paths = readdirSync(home, { recursive: true, encoding: "utf8" }).filter((path) => path.endsWith(".ts") || path.endsWith("openapi.json"));
  return Object.fromEntries(paths.map((path) => [path, readFileSync(join(home, path), "utf8").replaceAll(/\d{14}_/g, "")]));
}
