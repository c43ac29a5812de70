import { execFile } from "node:child_process";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { beforeAll, describe, expect, it } from "vitest";
import { installJudges, judges } from "./judges/install.js";

const folder = fileURLToPath(new URL("compilers", import.meta.url));
const COMPILERS = { "5.9": "typescript", "6.0": "typescript-6", "7.0": "typescript-7" } as const;
const CASES = (["nodenext", "bundler", "strict-alone"] as const).flatMap((resolution) => (["5.9", "6.0", "7.0"] as const).map((version) => ({ resolution, version })));

beforeAll(installJudges, 300_000);

/** What a compiler finds in the generated code. What a model's author exports is for its author to annotate. */
async function findingsOf({ resolution, version }: (typeof CASES)[number]): Promise<string[]> {
  const tsc = join(judges, "node_modules", COMPILERS[version], "bin/tsc");
  const { stdout } = await promisify(execFile)(process.execPath, [tsc, "-p", join(folder, `${resolution}.json`)], { maxBuffer: 2 ** 26 }).catch((error: unknown) => ({
    stdout: error instanceof Error && "stdout" in error ? String(error.stdout) : String(error),
  }));
  return stdout.split("\n").filter((line) => line !== "" && !/^(\.\.\/)*fixtures\/[\w-]+\/models\//.test(line));
}

describe("the generated code of all fixtures, with every strict flag, and with the one that all projects set", () => {
  it.each(CASES)("compiles with TypeScript $version and $resolution", async (each) => {
    const { stdout } = await promisify(execFile)(process.execPath, [join(judges, "node_modules", COMPILERS[each.version], "bin/tsc"), "--version"]);
    expect(stdout).toContain(`Version ${each.version}.`);
    expect(await findingsOf(each)).toEqual([]);
  }, 120_000);
});
