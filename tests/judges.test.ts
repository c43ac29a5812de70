import { execFile } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import { createServer } from "node:http";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { memoryStorage } from "@specstar/runtime";
import { createExpressApp } from "@specstar/runtime/express";
import { beforeAll, describe, expect, it, onTestFinished } from "vitest";
import { IssueManager } from "../fixtures/issue/expected/generated/issue/issue.manager.js";
import { issueRouter } from "../fixtures/issue/expected/generated/issue/issue.router.js";
import { installJudges, judges } from "./judges/install.js";

const fixtures = fileURLToPath(new URL("../fixtures", import.meta.url));
const document = (name: string) => join(fixtures, name, "expected/generated/openapi.json");
const cases = readdirSync(fixtures).filter((name) => existsSync(document(name)));

const environment = { ...process.env, REDOCLY_TELEMETRY: "off", REDOCLY_SUPPRESS_UPDATE_NOTICE: "true", NO_COLOR: "1" };

/** Runs a judge; gives what it has printed, and fails with that when it fails. */
async function judge(script: string, args: readonly string[]): Promise<string> {
  const run = promisify(execFile)(process.execPath, [join(judges, "node_modules", script), ...args], { cwd: judges, env: environment });
  const { stdout } = await run.catch((error: unknown) => {
    const output = error instanceof Error && "stdout" in error && "stderr" in error ? `${String(error.stdout)}${String(error.stderr)}` : String(error);
    throw new Error(output, { cause: error });
  });
  return stdout;
}

beforeAll(installJudges, 300_000);

describe("the emitted OpenAPI documents", () => {
  it.each(cases)("have no finding of redocly's: %s", async (name) => {
    const report: unknown = JSON.parse(await judge("@redocly/cli/bin/cli.js", ["lint", "--format", "json", document(name)]));
    expect(report).toMatchObject({ totals: { errors: 0, warnings: 0, ignored: 0 }, problems: [] });
  }, 120_000);

  it("have no finding of spectral's", async () => {
    const report: unknown = JSON.parse(
      await judge("@stoplight/spectral-cli/dist/index.js", ["lint", "--quiet", "--format", "json", "--fail-severity", "hint", "--ruleset", "spectral.yaml", ...cases.map(document)]),
    );
    expect(report).toEqual([]);
  }, 120_000);
});

describe("a client that openapi-typescript makes of the document", () => {
  beforeAll(async () => {
    // A default makes a field of a write optional, which the tool takes the other way round unless it is told.
    await judge("openapi-typescript/bin/cli.js", [document("issue"), "--output", "client/generated/issue.d.ts", "--default-non-nullable=false"]);
  }, 120_000);

  it("compiles with every strict flag", async () => {
    expect(await judge("typescript/bin/tsc", ["-p", "."])).toBe("");
  }, 120_000);

  it("works with the server", async () => {
    const issues = new IssueManager(memoryStorage());
    const app = createExpressApp({ managers: { issues }, routers: { issues: issueRouter(issues) }, openapi: document("issue") });
    const server = createServer(app).listen(0, "127.0.0.1");
    onTestFinished(() => void server.close());
    await new Promise((resolve) => server.once("listening", resolve));
    const address = server.address();
    const port = typeof address === "object" && address !== null ? address.port : 0;
    const client: { workWithIssues(baseUrl: string): Promise<unknown> } = await import(pathToFileURL(join(judges, "client/issue-client.ts")).href);
    expect(await client.workWithIssues(`http://127.0.0.1:${port}`)).toEqual({
      title: "Login fails",
      found: ["Login fails (high)"],
      count: 1,
      problem: "REVISION_CONFLICT",
      ops: ["restore", "delete", "update", "create"],
      first: "open",
      restored: true,
    });
  });
});
