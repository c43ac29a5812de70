import type { File } from "../ir/file.js";
import type { Project } from "../ir/model.js";
import { modelLabel, variableName } from "../ir/names.js";
import { render } from "../render/render.js";
import type { NewestMigrations } from "./emit-migration.js";
import { managerName } from "./emit-manager.js";
import { routerName } from "./emit-router.js";
import { nameModel } from "./model/model-names.js";
import { perModel } from "./per-model.js";
import { routesOf } from "./routes.js";
import { call, name } from "./text/expression.js";
import { layOutEntry } from "./text/layout.js";
import { propertyName } from "./text/literal.js";

/**
 * What puts the project's app together: `<output>/index.ts`.
 *
 * @param newest the ids of the migrations that the emitted code needs.
 */
export function emitIndex(project: Project, output: string, newest: NewestMigrations): File {
  const text = render("index.ts", {
    newest: Object.entries(newest).map(([dialect, id]) => ({ dialect, id })),
    openapi: `${output}/openapi.json`,
    models: project.models.map((model) => modelView(model, null)),
    jobs: project.models.filter(({ job }) => job !== null).map((model) => jobView(model, null)),
    routed: project.models.filter((model) => routesOf(model).length > 0).map((model) => routedText(model, null)),
  });
  return { path: `${output}/index.ts`, text, kind: "generated" };
}

const modelView = perModel((model): object => {
  const label = modelLabel(model.name);
  const key = model.options.plural;
  const names = nameModel(model);
  return {
    key,
    manager: managerName(model),
    managerImports: [managerName(model)],
    managerFrom: `} from "./${label}/${label}.manager.js";`,
    routerImports: routesOf(model).length === 0 ? [] : [routerName(model)],
    routerFrom: `} from "./${label}/${label}.router.js";`,
    types: [names.data, names.input],
    typesFrom: `} from "./${label}/${label}.model.js";`,
    opened: layOutEntry(key, call(`new ${managerName(model)}`, name("storage")), 4),
  };
});

const jobView = perModel((model): object => {
  const handler = variableName(model.name);
  return { handler, manager: managerName(model), entry: layOutEntry(handler, name(`managers.${model.options.plural}`), 4) };
});

const routedText = perModel((model): string =>
  layOutEntry(propertyName(model.options.path), call(routerName(model), name(`managers.${model.options.plural}`)), 4),
);
