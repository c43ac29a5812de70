import { createHash } from "node:crypto";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { catalogue, type DiagnosticCode } from "./diagnostics/catalogue.js";
import { didYouMean } from "./diagnostics/did-you-mean.js";
import type { Diagnostic, Span } from "./diagnostics.js";
import { readTemplate, TEMPLATE_NAMES, type OwnTemplate, type TemplateError, type TemplateLookup, type TemplateName } from "./render/render.js";

/** Where templates are ejected to unless the config says otherwise. */
export const DEFAULT_TEMPLATES = "specstar/templates";

/** The templates of a project, and what is to be said of them. */
export interface OwnTemplates {
  readonly lookup: TemplateLookup;
  readonly diagnostics: readonly Diagnostic[];
}

/** Reads the templates of a project from its folder; none when there is no folder. */
export function readOwnTemplates(root: string, folder: string | null): OwnTemplates {
  if (folder === null) return { lookup: () => undefined, diagnostics: [] };
  const isFolder = statSync(join(root, folder), { throwIfNoEntry: false })?.isDirectory() === true;
  const files = isFolder ? readdirSync(join(root, folder)).filter((name) => name.endsWith(".hbs")).sort() : [];
  const found = new Map<string, OwnTemplate>();
  for (const file of files) {
    found.set(file.slice(0, -".hbs".length), { path: `${folder}/${file}`, text: readFileSync(join(root, folder, file), "utf8").replaceAll("\r\n", "\n") });
  }
  return { lookup: (name) => found.get(name), diagnostics: [...found].flatMap(([name, template]) => checkTemplate(name, template)) };
}

/** The line that an ejected template begins with. Handlebars leaves it out, with its end. */
export function ejectedHeader(name: TemplateName): string {
  return `{{!-- From specstar's own ${name}, ${fingerprint(name)}: \`specstar eject --diff ${name}\` shows what differs. --}}\n`;
}

/** Says of a template that can't be filled where and why. */
export function describeTemplateError({ path, line, message }: TemplateError, root: string): Diagnostic {
  const sourceLine = readFileSync(join(root, path), "utf8").split(/\r?\n/)[line - 1] ?? "";
  const help = "Mend it, or remove the file to have the original again.";
  return diagnostic("SPEC6001", `The template can't be filled: ${message}.`, { span: toSpan(path, line, sourceLine), help });
}

function checkTemplate(name: string, { path, text }: OwnTemplate): Diagnostic[] {
  const known = TEMPLATE_NAMES.find((each) => each === name);
  const [firstLine = ""] = text.split("\n");
  const span = toSpan(path, 1, firstLine);
  if (known === undefined) {
    const help = `The templates are ${TEMPLATE_NAMES.join(", ")}.${didYouMean(name, TEMPLATE_NAMES)}`;
    return [diagnostic("SPEC6003", `There is no template \`${name}\` to take the place of.`, { span, help })];
  }
  const [hash] = /sha256:[0-9a-f]{64}/.exec(firstLine) ?? [];
  if (hash === undefined || hash === fingerprint(known)) return [];
  const help = `\`specstar eject --diff ${name}\` shows the difference; take over what is of use, and the first line with it.`;
  return [diagnostic("SPEC6002", `SpecStar's own \`${name}\` has changed since it was ejected.`, { span, help })];
}

function fingerprint(name: TemplateName): string {
  return `sha256:${createHash("sha256").update(readTemplate(name)).digest("hex")}`;
}

function toSpan(file: string, line: number, sourceLine: string): Span {
  return { file, line, column: 1, length: Math.max(1, sourceLine.length), sourceLine };
}

function diagnostic(code: DiagnosticCode, message: string, { span, help }: { span: Span; help: string }): Diagnostic {
  return { code, severity: catalogue[code].severity, message, span, help, related: [] };
}
