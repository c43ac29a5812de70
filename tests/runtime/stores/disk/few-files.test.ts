import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { expect, it } from "vitest";
import { newFolder } from "./new-folder.js";

it("uses few files at once, says when there is none left to open, and goes on when there is", async () => {
  const folder = await newFolder();
  const script = fileURLToPath(new URL("few-files-process.ts", import.meta.url));
  const env = { ...process.env, TSX_TSCONFIG_PATH: fileURLToPath(new URL("../../../tsconfig.json", import.meta.url)) };
  const command = ["-c", 'ulimit -n 200 && exec "$@"', "sh", process.execPath, "--import", "tsx", script, folder];
  const { stdout } = await promisify(execFile)("sh", command, { env });
  expect(stdout.split("\n")).toEqual([
    "1000 at once",
    `The folder ${folder} can't be used (EMFILE): too many files are open. Raise the limit (\`ulimit -n\`) of this process or of the system.`,
    '{"name":"late"}',
    "",
  ]);
}, 120_000);
