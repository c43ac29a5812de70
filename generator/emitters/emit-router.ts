import type { File } from "../ir/file.js";
import type { Model } from "../ir/model.js";
import { modelLabel, variableName } from "../ir/names.js";
import { render } from "../render/render.js";
import { MAX_WIDTH } from "../render/width.js";
import { managerName } from "./emit-manager.js";
import { routesOf } from "./routes.js";
import { call, name, type Expression } from "./text/expression.js";
import { layOut, type Place } from "./text/layout.js";
import { toExpression } from "./text/literal.js";
import { uniqueName } from "./text/unique-name.js";

/** The routes of a model: `<output>/issue/issue.router.ts`. */
export function emitRouter(model: Model, output: string): File {
  const label = modelLabel(model.name);
  const manager = managerName(model);
  const parameter = uniqueName(model.options.plural, new Set(["resourceRouter"]));
  const text = render("router.ts", {
    file: model.file,
    imports: [manager],
    from: `} from "./${label}.manager.js";`,
    declaration: declaration(routerName(model), `${parameter}: ${manager}`),
    mounted: layOut(call("resourceRouter", name(parameter), toExpression(`/${model.options.path}`), handlerNames(model)), RETURNED),
  });
  return { path: `${output}/${label}/${label}.router.ts`, text, kind: "generated" };
}

/** Behind `  return `, with room for a semicolon. */
const RETURNED: Place = { margin: 2, column: 9, tail: 1 };

function handlerNames(model: Model): Expression {
  return toExpression(routesOf(model).map(({ handler }) => handler));
}

/** `issueRouter`. */
export function routerName(model: Model): string {
  return `${variableName(model.name)}Router`;
}

function declaration(router: string, parameter: string): string {
  const line = `export function ${router}(${parameter}): Router {`;
  return line.length <= MAX_WIDTH ? line : `export function ${router}(\n  ${parameter},\n): Router {`;
}
