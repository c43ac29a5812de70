import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { catalogue, type CatalogueEntry } from "../diagnostics/catalogue.js";
import { didYouMean } from "../diagnostics/did-you-mean.js";
import { Refusal } from "../writer/refusal.js";
import { EXIT } from "./exit-code.js";
import { ownFolder } from "./own-package.js";
import type { World } from "./world.js";

const ENTRIES: ReadonlyMap<string, CatalogueEntry> = new Map(Object.entries(catalogue));

/** `specstar explain [code]`: what a diagnostic means and what to do, or all of them in a line each. */
export function explainCommand(given: string | undefined, world: World): number {
  if (given === undefined) {
    for (const [code, { severity, title }] of ENTRIES) world.stdout(`${code} ${severity.padEnd(7)} ${title}\n`);
    return EXIT.ok;
  }
  const code = /^\d+$/.test(given) ? `SPEC${given}` : given.toUpperCase();
  const entry = ENTRIES.get(code);
  if (entry === undefined)
    throw new Refusal(`there is no diagnostic ${given}`, `\`specstar explain\` lists them all.${didYouMean(code, ENTRIES.keys())}`);
  world.stdout(`${[`${code} (${entry.severity}): ${entry.title}`, entry.cause, `Fix: ${entry.fix}`, ...findExample(code)].join("\n\n")}\n`);
  return EXIT.ok;
}

/** The first of the cases that the code is tested with: the package has what each prints. */
function findExample(code: string): readonly string[] {
  const folder = join(ownFolder(), "fixtures", "invalid");
  const name = existsSync(folder) ? readdirSync(folder).find((each) => `SPEC${each.slice(0, 4)}` === code) : undefined;
  if (name === undefined) return [];
  const printed = readFileSync(join(folder, name, "expected.txt"), "utf8").trimEnd().split(/\n\n(?=\S)/);
  const example = printed.find((one) => one.includes(` ${code}: `));
  return example === undefined ? [] : [`Example:\n\n${example.replaceAll(/^(?=.)/gm, "  ")}`];
}
