import { readFileSync } from "node:fs";
import { cp, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { TestProject } from "vitest/node";
import { run } from "./run.js";

declare module "vitest" {
  interface ProvidedContext {
    /** The two tarballs, and a folder that has them and all that a project needs installed. */
    packed: { readonly specstar: string; readonly runtime: string; readonly installed: string };
  }
}

const root = fileURLToPath(new URL("../..", import.meta.url));

/** Packs both packages and installs them once into an empty folder outside the repository, for all end-to-end tests. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join(tmpdir(), "specstar-packed-"));
  const remove = () => rm(folder, { recursive: true, force: true });
  try {
    const [specstar, runtime] = await pack(folder);
    const installed = join(folder, "installed");
    await install(installed, specstar, runtime);
    project.provide("packed", { specstar, runtime, installed });
  } catch (error) {
    await remove();
    throw error;
  }
  return remove;
}

async function pack(folder: string): Promise<[specstar: string, runtime: string]> {
  const { stdout } = await run("npm", ["pack", "--json", "--workspaces", "--include-workspace-root", "--pack-destination", folder], root);
  const packages: { name: string; filename: string }[] = Object.values(JSON.parse(stdout));
  const find = (name: string) => join(folder, String(packages.find((packed) => packed.name === name)?.filename));
  return [find("specstar"), find("@specstar/runtime")];
}

/** What S3 needs, as the repository has it. */
function drivers(): Record<string, string> {
  const names = ["@aws-sdk/client-s3", "@aws-sdk/s3-request-presigner"];
  const versions: { devDependencies: Record<string, string> } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
  return Object.fromEntries(names.map((name) => [name, versions.devDependencies[name] ?? "latest"]));
}

/** The driver is compiled for this Node already: taking the repository's copy spares a minute of compiling it again. */
async function install(folder: string, specstar: string, runtime: string): Promise<void> {
  await cp(join(root, "node_modules/better-sqlite3"), join(folder, "node_modules/better-sqlite3"), { recursive: true });
  const manifest = {
    name: "installed",
    private: true,
    type: "module",
    dependencies: { "@specstar/runtime": `file:${runtime}`, ...drivers(), "better-sqlite3": "^12.11.1 || ^13.0.0", express: "^5.3.0", pg: "^8.23.0", "swagger-ui-dist": "^5.0.0" },
    devDependencies: { specstar: `file:${specstar}`, "@types/express": "^5.0.6", "@types/node": "^20.19.0", tsx: "^4.23.15", typescript: "^6.0.3" },
  };
  await writeFile(join(folder, "package.json"), JSON.stringify(manifest));
  await run("npm", ["install", "--no-audit", "--no-fund"], folder);
}
