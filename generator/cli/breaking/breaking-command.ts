import { compareProjects } from "../../breaking/compare-projects.js";
import { RULES, type Finding } from "../../breaking/rules.js";
import { didYouMean } from "../../diagnostics/did-you-mean.js";
import { Refusal } from "../../writer/refusal.js";
import { EXIT } from "../exit-code.js";
import { readModels } from "../read-models.js";
import type { BreakingFlags } from "../tool-commands.js";
import type { World } from "../world.js";
import { readBase } from "./read-base.js";

/** `specstar breaking`. Exits with 5 when a rule of the severity error is broken; warnings are only told. */
export function breakingCommand(root: string, { against, ignore = [], format }: BreakingFlags, world: World): number {
  ignore.forEach(checkRule);
  const now = readModels(root, world);
  const before = now === null ? null : readBase(root, against, world);
  if (now === null || before === null) return EXIT.badInput;
  const all = compareProjects(before, now.project);
  const findings = all.filter(({ rule, place }) => !ignore.includes(rule) && !ignore.includes(`${rule}:${place}`));
  const errors = findings.filter(({ rule }) => RULES[rule].severity === "error").length;
  if (format === "json") world.stdout(`${JSON.stringify({ findings: findings.map(toJson), errors, ignored: all.length - findings.length }, null, 2)}\n`);
  else for (const finding of findings) world.stdout(`${format === "github" ? toGithub(finding) : toText(finding)}\n`);
  if (format !== "json") world.stderr(summary(errors, findings.length - errors));
  return errors === 0 ? EXIT.ok : EXIT.breaking;
}

function checkRule(given: string): void {
  const [rule = ""] = given.split(":");
  if (Object.hasOwn(RULES, rule)) return;
  throw new Refusal(`there is no rule \`${rule}\``, `docs/breaking.md lists them.${didYouMean(rule, Object.keys(RULES))}`);
}

function toText({ rule, place, message, file }: Finding): string {
  const { category, severity, title } = RULES[rule];
  return `${file} ${severity} ${rule} (${category}) ${place}: ${title} ${message}`;
}

function toJson(finding: Finding): object {
  const { category, severity, title } = RULES[finding.rule];
  return { rule: finding.rule, category, severity, place: finding.place, title, message: finding.message, file: finding.file };
}

/** A workflow command, with what it takes for its own escaped. */
function toGithub({ rule, place, message, file }: Finding): string {
  const { severity, title } = RULES[rule];
  return `::${severity} file=${escapeProperty(file)},title=${escapeProperty(`${rule} ${place}`)}::${escapeText(`${title} ${message}`)}`;
}

function escapeText(text: string): string {
  return text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
}

function escapeProperty(text: string): string {
  return escapeText(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
}

function count(n: number, word: string): string {
  return `${n} ${word}${n === 1 ? "" : "s"}`;
}

function summary(errors: number, warnings: number): string {
  if (errors + warnings === 0) return "Nothing breaks.\n";
  return `${count(errors, "error")}, ${count(warnings, "warning")}. Leave one out: --ignore RULE, or --ignore RULE:Place.\n`;
}
