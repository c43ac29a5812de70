import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { Router } from "express";
import ts from "typescript";
import { afterAll, beforeAll, expect, it } from "vitest";
import { EXPECTED } from "../client/scenario.js";
import { startIssues, type IssueServer } from "../runtime/http/issue-server.js";
import { run } from "./run.js";

const chromium = process.env["CHROMIUM"] ?? "/usr/bin/chromium";
const QUIET = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run"];
const PAGE = `<!doctype html><pre id="report">nothing</pre><script type="module">
import { createClient } from "/page/client.js";
import { workWithIssues } from "/page/scenario.js";
const report = await workWithIssues(createClient()).catch((error) => String(error.stack));
document.getElementById("report").textContent = encodeURIComponent(JSON.stringify(report));
</script>`;

let server: IssueServer;
let folder: string;

/** A TypeScript file as a browser takes it: without its types. */
async function strip(path: string): Promise<string> {
  const source = await readFile(fileURLToPath(new URL(`../../${path}`, import.meta.url)), "utf8");
  return ts.transpileModule(source, { compilerOptions: { module: ts.ModuleKind.ESNext, target: ts.ScriptTarget.ES2022, verbatimModuleSyntax: true } }).outputText;
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "specstar-browser-"));
  const [client, scenario] = [await strip("fixtures/issue/expected/generated/client.ts"), await strip("tests/client/scenario.ts")];
  const page = Router();
  page.get("/page/client.js", (_, res) => void res.type("js").send(client));
  page.get("/page/scenario.js", (_, res) => void res.type("js").send(scenario));
  page.get("/page", (_, res) => void res.type("html").send(PAGE));
  server = await startIssues({ routers: { page } });
});

afterAll(() => rm(folder, { recursive: true, force: true }));

it("goes over every route in a browser, as it does in Node.js", async () => {
  const own = [`--user-data-dir=${join(folder, "profile")}`, "--virtual-time-budget=10000", "--dump-dom"];
  const { stdout } = await run(chromium, ["--headless", ...QUIET, ...own, `${server.url}/page`], folder);
  const [, report = ""] = /<pre id="report">([^<]*)</.exec(stdout) ?? [];
  expect(JSON.parse(decodeURIComponent(report))).toEqual(EXPECTED);
});
