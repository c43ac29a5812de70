import type { File } from "../ir/file.js";
import type { Model } from "../ir/model.js";
import { modelLabel } from "../ir/names.js";
import { render } from "../render/render.js";
import { nameModel } from "./model/model-names.js";
import { layOutTypeArguments } from "./text/type-arguments.js";

/** The typed manager of a model: `<output>/issue/issue.manager.ts`. */
export function emitManager(model: Model, output: string): File {
  const label = modelLabel(model.name);
  const names = nameModel(model);
  const manager = managerName(model);
  const base = model.job === null ? "ResourceManager" : "JobManager";
  const types = [names.data, names.input, names.indexed];
  const text = render("manager.ts", {
    file: model.file,
    imports: [names.spec, ...[...types].sort().map((type) => `type ${type}`)],
    isJob: model.job !== null,
    from: `} from "./${label}.model.js";`,
    doc: { ...model.doc, examples: [] },
    declaration: layOutTypeArguments(`export class ${manager} extends ${base}`, types, " {"),
    spec: names.spec,
  });
  return { path: `${output}/${label}/${label}.manager.ts`, text, kind: "generated" };
}

/** `IssueManager`. */
export function managerName(model: Model): string {
  return `${model.name}Manager`;
}
