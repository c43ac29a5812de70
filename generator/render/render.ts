/** The one room that knows Handlebars: a template's name and a view model in, text out. Knows nothing of models or files. */

import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import Handlebars from "handlebars";
import { comment, list, string } from "./helpers.js";

export type TemplateName =
  | "client-requests.ts"
  | "client-types.ts"
  | "client-values.ts"
  | "client.ts"
  | "index.ts"
  | "manager.ts"
  | "migration.sql"
  | "model.ts"
  | "router.ts";

const compiled = new Map<TemplateName, Handlebars.TemplateDelegate>();
const handlebars = createEnvironment();

/**
 * Fills the template `templates/<name>.hbs` with `view`.
 *
 * @throws Error when anything in `view` is undefined, or the template asks for what isn't there: a bug of an emitter's.
 */
export function render(name: TemplateName, view: object): string {
  if (holdsUndefined(view)) throw new Error(`Internal error: ${findUndefined(view, name)} is undefined in the view model.`);
  let template = compiled.get(name);
  if (template === undefined) {
    template = handlebars.compile(readTemplate(name), { noEscape: true, strict: true });
    compiled.set(name, template);
  }
  return template(view);
}

function createEnvironment(): typeof Handlebars {
  const environment = Handlebars.create();
  environment.registerHelper("comment", (...[doc, margin]: [Parameters<typeof comment>[0], string]) => comment(doc, margin));
  environment.registerHelper("list", (...[open, items, close]: [string, readonly string[], string]) => list(open, items, close));
  environment.registerHelper("string", (text: string) => string(text));
  return environment;
}

function readTemplate(name: TemplateName): string {
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
