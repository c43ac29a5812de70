import { readdirSync, readFileSync, statSync } from "node:fs";
import { join, relative } from "node:path";
import { amendFile, scaffoldFile, type Amended } from "../../writer/amend.js";
import { Refusal } from "../../writer/refusal.js";
import { EXIT } from "../exit-code.js";
import { ownFolder } from "../own-package.js";
import type { World } from "../world.js";
import { addLines } from "./lines.js";
import { mergePackageJson } from "./package-json.js";
import { wantedPackage } from "./wanted.js";

const ALWAYS = ["specstar.config.ts", "backend.json", "server.ts", "tsconfig.json"];
const EXAMPLE = ["models/issue.ts", "tests/issue.test.ts"];

/**
 * `specstar init`: writes what a project needs and doesn't have. Nothing that is there is overwritten, so that running it
 * again harms nothing.
 */
export async function init(root: string, world: World): Promise<number> {
  if (statSync(root, { throwIfNoEntry: false })?.isDirectory() === false) throw new Refusal(`${root} is a file`, "name a folder");
  const report = (path: string, amended: Amended, note = ""): void => {
    if (amended !== "unchanged") done.push(path);
    world.stdout(`${amended.padEnd(9)} ${path}${note}\n`);
  };
  const done: string[] = [];
  const warnings = amendPackage(root, report);
  for (const path of [...ALWAYS, ...(hasModels(root) ? [] : EXAMPLE)]) {
    report(path, scaffoldFile(root, path, readFileSync(join(ownFolder(), "templates/project", path), "utf8")));
  }
  for (const [path, lines] of Object.entries(LINES))
    report(
      path,
      amendFile(root, path, (found) => addLines(found, lines)),
    );
  for (const warning of warnings) world.stderr(`warning: ${warning}\n`);
  world.stderr(done.length === 0 ? "Everything was there already: nothing was changed.\n" : "");
  world.stderr(nextSteps(relative(world.cwd, root)));
  return EXIT.ok;
}

type Report = (path: string, amended: Amended, note?: string) => void;

const LINES = {
  ".gitignore": ["node_modules/", "dist/", "data/"],
  ".gitattributes": ["generated/** linguist-generated=true", "specstar.lock.json linguist-generated=true"],
};

/** @returns warnings */
function amendPackage(root: string, report: Report): readonly string[] {
  const wanted = wantedPackage(root, !hasJavaScript(root));
  let merged: ReturnType<typeof mergePackageJson> | undefined;
  const amended = amendFile(root, "package.json", (found) => {
    merged = mergePackageJson(found, wanted);
    return merged.text;
  });
  const added = merged?.added ?? [];
  report("package.json", amended, amended === "updated" ? `: ${added.join("; ")}` : "");
  return merged?.warnings ?? [];
}

function hasModels(root: string): boolean {
  return listFiles(join(root, "models")).some((path) => path.endsWith(".ts"));
}

/** Whether there is code that is read as CommonJS as long as package.json doesn't say otherwise. */
function hasJavaScript(root: string): boolean {
  const ours = new Set([...ALWAYS, ...EXAMPLE]);
  return listFiles(root).some((path) => /\.[jt]sx?$/.test(path) && !ours.has(path) && !path.startsWith("models/"));
}

/** The files in a folder and the folders within, from there; without packages and hidden folders. */
function listFiles(folder: string): string[] {
  if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory()) return [];
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    if (!entry.isDirectory()) return [entry.name];
    if (entry.name === "node_modules" || entry.name.startsWith(".")) return [];
    return listFiles(join(folder, entry.name)).map((path) => `${entry.name}/${path}`);
  });
}

function nextSteps(folder: string): string {
  const steps = [
    ...(folder === "" ? [] : [`cd ${folder}`]),
    "npm install        (compiles the SQLite driver where there is no ready-made one: a minute or two)",
    "npm run dev        generates, migrates and starts the server, again on every change",
    "npm test",
    "npm run check      for CI: fails when what is committed isn't what the models say",
  ];
  return `\nNext:\n${steps.map((step) => `  ${step}\n`).join("")}`;
}
