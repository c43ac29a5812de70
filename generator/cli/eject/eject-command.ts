import { existsSync, mkdirSync, readFileSync, realpathSync, writeFileSync } from "node:fs";
import { join, sep } from "node:path";
import { didYouMean } from "../../diagnostics/did-you-mean.js";
import { DEFAULT_TEMPLATES, ejectedHeader } from "../../own-templates.js";
import { readConfig } from "../../reader/read-config.js";
import { readTemplate, TEMPLATE_NAMES, type TemplateName } from "../../render/render.js";
import { Refusal } from "../../writer/refusal.js";
import { unifiedDiff } from "../../writer/unified-diff.js";
import { EXIT } from "../exit-code.js";
import { printDiagnostics } from "../report.js";
import type { World } from "../world.js";

interface Flags {
  readonly template: string | undefined;
  readonly diff: boolean;
}

/** `specstar eject`: lists the templates, copies one into the project, or shows how the copy differs from the original. */
export function ejectCommand(root: string, { template, diff }: Flags, world: World): number {
  if (template === undefined) {
    world.stdout(TEMPLATE_NAMES.map((name) => `${name}\n`).join(""));
    return EXIT.ok;
  }
  const name = toName(template);
  const { config, diagnostics } = readConfig({ root });
  printDiagnostics(diagnostics, world);
  if (diagnostics.some(({ severity }) => severity === "error")) return EXIT.badInput;
  const path = `${config.templates ?? DEFAULT_TEMPLATES}/${name}.hbs`;
  if (diff) printDifference(root, { path, name }, world);
  else eject(root, { path, name }, world);
  if (config.templates === null) world.stderr(`Add \`templates: "${DEFAULT_TEMPLATES}"\` to specstar.config.ts: it isn't used otherwise.\n`);
  return EXIT.ok;
}

interface Place {
  readonly path: string;
  readonly name: TemplateName;
}

function toName(template: string): TemplateName {
  const given = template.replace(/\.hbs$/, "");
  const name = TEMPLATE_NAMES.find((each) => each === given);
  if (name !== undefined) return name;
  throw new Refusal(`there is no template \`${template}\``, `\`specstar eject\` lists them all.${didYouMean(given, TEMPLATE_NAMES)}`);
}

function eject(root: string, { path, name }: Place, world: World): void {
  if (existsSync(join(root, path))) throw new Refusal(`${path} is there already`, "remove it first, or see `specstar eject --diff`");
  const folder = join(root, path, "..");
  mkdirSync(folder, { recursive: true });
  if (!`${realpathSync(folder)}${sep}`.startsWith(`${realpathSync(root)}${sep}`)) {
    throw new Refusal(`${path} would be written outside of the project`, "its folder is a link: name another as `templates` in specstar.config.ts");
  }
  writeFileSync(join(root, path), ejectedHeader(name) + readTemplate(name), { flag: "wx" });
  world.stdout(`created ${path}\n`);
}

function printDifference(root: string, { path, name }: Place, world: World): void {
  if (!existsSync(join(root, path))) throw new Refusal(`there is no ${path}`, `run \`specstar eject ${name}\` first`);
  const own = readFileSync(join(root, path), "utf8").replaceAll("\r\n", "\n");
  const original = ejectedHeader(name) + readTemplate(name);
  if (own === original) world.stderr(`${path} is as specstar's own ${name}.\n`);
  else world.stdout(`--- ${path}\n+++ ${name} of specstar\n${unifiedDiff(own, original)}\n`);
}
