import { execFile } from "node:child_process";
import { rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { documentPath, fixtureNames } from "./fixture-samples.js";
import { installJudges, judges } from "./judges/install.js";

const size = (name: string): number => statSync(documentPath(name)).size;
// The odd names are for others to support: two of the generators take a property `constructor` for a function of theirs.
const ordinary = fixtureNames.filter((name) => !name.startsWith("odd-"));
const biggest = ordinary.toSorted((a, b) => size(b) - size(a))[0] ?? "";
const document = documentPath(biggest);
const output = join(judges, "third-party");

/** Generators of typed clients that others wrote: their command lines. */
const GENERATORS: Readonly<Record<string, readonly string[]>> = {
  "openapi-typescript": ["openapi-typescript/bin/cli.js", document, "--output", join(output, "openapi-typescript.ts")],
  "@hey-api/openapi-ts": ["@hey-api/openapi-ts/bin/run.js", "-i", document, "-o", join(output, "hey-api"), "-c", "@hey-api/client-fetch", "--no-log-file", "-s"],
  orval: ["orval/dist/bin/orval.js", "--input", document, "--output", join(output, "orval/client.ts"), "--client", "fetch"],
  "swagger-typescript-api": ["swagger-typescript-api/dist/cli.mjs", "generate", "-p", document, "-o", join(output, "swagger-typescript-api"), "-n", "client.ts"],
};

/** Runs one of the judges' scripts; gives what it printed, whatever it ended with. */
async function run(script: string, args: readonly string[]): Promise<string> {
  const ended = promisify(execFile)(process.execPath, [join(judges, "node_modules", script), ...args], { cwd: judges, env: { ...process.env, NO_COLOR: "1" } });
  return ended.then(
    ({ stdout }) => stdout,
    (error: unknown) => {
      throw new Error(error instanceof Error && "stdout" in error && "stderr" in error ? `${String(error.stdout)}${String(error.stderr)}` : String(error), { cause: error });
    },
  );
}

beforeAll(installJudges, 300_000);
afterAll(() => rmSync(output, { recursive: true, force: true }));

describe(`the OpenAPI document of fixtures/${biggest}`, () => {
  it.each(Object.entries(GENERATORS))("is consumed by %s", async (_name, [script = "", ...args]) => {
    await run(script, args);
  }, 120_000);

  it("gives clients that compile in strict mode", async () => {
    expect(await run("typescript/bin/tsc", ["-p", "third-party.tsconfig.json"])).toBe("");
  }, 120_000);
});
