/** The one room that knows Handlebars: a template's name and a view model in, text out. Knows nothing of models or files. */

import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import Handlebars from "handlebars";
import { comment, list, string } from "./helpers.js";

/** The templates that there are, `templates/<name>.hbs` each. */
export const TEMPLATE_NAMES = [
  "client-answers.ts",
  "client-app.ts",
  "client-jobs.ts",
  "client-model.ts",
  "client-options.ts",
  "client-results.ts",
  "client-routes.ts",
  "client-searches.ts",
  "client-send.ts",
  "client-values.ts",
  "client-writes.ts",
  "client.ts",
  "index.ts",
  "manager.ts",
  "migration.sql",
  "model.ts",
  "router.ts",
] as const;

export type TemplateName = (typeof TEMPLATE_NAMES)[number];

/** A template in place of ours, and what to call it when something is wrong with it. */
export interface OwnTemplate {
  readonly path: string;
  readonly text: string;
}

export type TemplateLookup = (name: TemplateName) => OwnTemplate | undefined;

/** A template of the user's that can't be filled. */
export class TemplateError extends Error {
  override readonly name = "TemplateError";
  readonly path: string;
  readonly line: number;

  constructor(message: string, path: string, line: number) {
    super(message);
    this.path = path;
    this.line = line;
  }
}

type Template = Handlebars.TemplateDelegate;

const handlebars = createEnvironment();
const compiled = new Map<string, Template>();
let lookUp: TemplateLookup = () => undefined;

/** Fills the templates that `lookup` has in place of ours, for as long as `work` takes. */
export function withTemplates<Value>(lookup: TemplateLookup, work: () => Value): Value {
  const before = lookUp;
  lookUp = lookup;
  try {
    return work();
  } finally {
    lookUp = before;
  }
}

/**
 * Fills the template `templates/<name>.hbs`, or the one in its place, with `view`.
 *
 * @throws TemplateError when the template in its place is broken.
 * @throws Error when anything in `view` is undefined, or our template asks for what isn't there: a bug of an emitter's.
 */
export function render(name: TemplateName, view: object): string {
  if (holdsUndefined(view)) throw new Error(`Internal error: ${findUndefined(view, name)} is undefined in the view model.`);
  const own = lookUp(name);
  if (own === undefined) return compile(name, () => readTemplate(name))(view);
  try {
    return compile(own.text, () => own.text)(view);
  } catch (error) {
    throw toTemplateError(error, own.path);
  }
}

function compile(key: string, text: () => string): Template {
  const known = compiled.get(key);
  if (known !== undefined) return known;
  const template = handlebars.compile(text(), { noEscape: true, strict: true });
  compiled.set(key, template);
  return template;
}

/** Handlebars says the line in its words, and draws the place below the first line. */
function toTemplateError(error: unknown, path: string): TemplateError {
  const message = error instanceof Error ? error.message : String(error);
  const line = /on line (\d+)/.exec(message)?.[1] ?? / - (\d+):\d+/.exec(message)?.[1] ?? "1";
  const what = message.startsWith("Parse error") ? (message.split("\n").at(-1) ?? message) : message.replace(/ - \d+:\d+$/, "");
  return new TemplateError(what, path, Number(line));
}

function createEnvironment(): typeof Handlebars {
  const environment = Handlebars.create();
  environment.registerHelper("comment", (...[doc, margin]: [Parameters<typeof comment>[0], string]) => comment(doc, margin));
  environment.registerHelper("list", (...[open, items, close]: [string, readonly string[], string]) => list(open, items, close));
  environment.registerHelper("string", (text: string) => string(text));
  return environment;
}

/** The text of our own template. */
export function readTemplate(name: TemplateName): string {
  return readFileSync(join(findPackage(dirname(fileURLToPath(import.meta.url))), "templates", `${name}.hbs`), "utf8").replaceAll("\r\n", "\n");
}

/** The folder of this very package: the sources and the compiled files lie at different depths in it. */
function findPackage(folder: string): string {
  if (existsSync(join(folder, "templates")) && existsSync(join(folder, "package.json"))) return folder;
  const parent = dirname(folder);
  if (parent === folder) throw new Error("The templates of specstar are not there: the package is damaged.");
  return findPackage(parent);
}

/** Handlebars renders an undefined value as empty text, even in its strict mode. */
function holdsUndefined(value: unknown): boolean {
  return value === undefined || (typeof value === "object" && value !== null && Object.values(value).some(holdsUndefined));
}

function findUndefined(value: unknown, path: string): string {
  if (typeof value !== "object" || value === null) return path;
  const [key, item] = Object.entries(value).find(([, inner]) => holdsUndefined(inner)) ?? [];
  return key === undefined ? path : findUndefined(item, `${path}.${key}`);
}
