import type { File } from "../ir/file.js";
import type { Access, Model, Project, RouteName } from "../ir/model.js";
import { modelLabel } from "../ir/names.js";
import { string } from "../render/helpers.js";
import { render } from "../render/render.js";
import { shapeTable } from "./client/shapes.js";
import { nameModel } from "./model/model-names.js";
import { perModel } from "./per-model.js";
import { routesOf, SPECIAL_ROUTES } from "./routes.js";
import { layOutEntry } from "./text/layout.js";
import { objectKey, propertyName, toExpression } from "./text/literal.js";
import { layOutTypeArguments } from "./text/type-arguments.js";
import { layOutProperty, type TypeText } from "./text/type-text.js";

/** What is the same in all clients but for jobs, in this order. */
const SAME = [
  "client-options.ts",
  "client-results.ts",
  "client-routes.ts",
  "client-writes.ts",
  "client-searches.ts",
  "client-values.ts",
  "client-send.ts",
  "client-answers.ts",
  "client-model.ts",
  "client-app.ts",
] as const;

/** A typed client of the emitted server, for browsers and Node.js: `<output>/client.ts`. Imports nothing at run time. */
export function emitClient(project: Project, output: string): File {
  const shapes = shapeTable(project);
  const hasJobs = project.models.some(({ job }) => job !== null);
  const view = {
    hasJobs,
    models: project.models.map((model) => modelView(model, shapes.has(model.name))),
    shapes: [...shapes].map(([type, shape]) => layOutEntry(objectKey(type), toExpression(shape), 2)),
  };
  const rest = [...SAME, ...(hasJobs ? (["client-jobs.ts"] as const) : [])];
  const text = [render("client.ts", view), ...rest.map((part) => render(part, { hasJobs }))].join("");
  return { path: `${output}/client.ts`, text, kind: "generated" };
}

const modelView = perModel((model, hasShape: boolean): object => {
  const label = modelLabel(model.name);
  const { plural, path } = model.options;
  const place = toExpression({ path, ...(hasShape && { type: model.name }) });
  return {
    module: moduleName(model),
    from: `./${label}/${label}.model.js`,
    routes: routesLine(model),
    place: layOutEntry(propertyName(plural), place, 2),
  };
});

/** The client of a model in that of all: what all models have, or what it has in place of that. */
function routesLine(model: Model): string {
  const { data, input, indexed } = nameModel(model);
  const types = Object.entries({ data, input, indexed }).map(([key, type]) => ({ key, text: `${moduleName(model)}.${type}` }));
  const special = specialLines(model);
  const before = `  readonly ${propertyName(model.options.plural)}: `;
  if (special.length === 0) return layOutTypeArguments(`${before}Routes`, types.map(({ text }) => text), ";");
  const lines = [...types.map(({ key, text }) => layOutProperty(key, { kind: "name", text }, 4)), ...special];
  return [`${before}ModelClient<{`, ...lines.map((line) => `    ${line}`), "  }>;"].join("\n");
}

/** In what the client of a model differs from that of all others. */
function specialLines(model: Model): string[] {
  const names = {
    hidden: fieldsWith(model, ["internal", "writeOnly"]),
    protected: fieldsWith(model, ["internal", "readOnly"]),
    without: model.options.withoutRoutes.flatMap(methodsOf),
    with: SPECIAL_ROUTES.filter((route) => routesOf(model).some(({ handler }) => handler === route)),
  };
  const job = model.job === null ? [] : [layOutProperty("job", { kind: "name", text: "true" }, 4)];
  return [...Object.entries(names).flatMap(([key, texts]) => literalLine(key, texts)), ...job];
}

function literalLine(key: string, texts: readonly string[]): string[] {
  const members = texts.map((text): TypeText => ({ kind: "name", text: string(text) }));
  const [first] = members;
  if (first === undefined) return [];
  return [layOutProperty(key, members.length === 1 ? first : { kind: "union", members }, 4)];
}

function fieldsWith({ fields }: Model, accesses: readonly Access[]): string[] {
  return fields.filter(({ access }) => access !== null && accesses.includes(access)).map((field) => field.name);
}

/** What the client has for a route: iterating over pages needs the route of the pages. */
function methodsOf(route: RouteName): readonly string[] {
  if (route === "search") return ["search", "each", "eachPage"];
  return route === "listRevisions" ? ["listRevisions", "eachRevision"] : [route];
}

/** No other name in the client ends like this, and no word of the language does. */
function moduleName(model: Model): string {
  return `${model.name}Model`;
}
