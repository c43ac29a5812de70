import type { File } from "../ir/file.js";
import type { Model } from "../ir/model.js";
import { columnName, modelLabel, tableName } from "../ir/names.js";
import { string } from "../render/helpers.js";
import { render } from "../render/render.js";
import { fits } from "../render/width.js";
import { interfaceViews } from "./model/interfaces.js";
import { nameModel, type ModelNames } from "./model/model-names.js";
import { schemaBuilders, schemaViews } from "./model/schemas.js";
import { layOutEntry } from "./text/layout.js";
import { toExpression } from "./text/literal.js";
import { modulePath } from "./text/module-path.js";
import { layOutTypeArguments } from "./text/type-arguments.js";

/** The types, the validator and the ResourceSpec of a model: `<output>/issue/issue.model.ts`. */
export function emitModel(model: Model, output: string): File {
  const label = modelLabel(model.name);
  const path = `${output}/${label}/${label}.model.ts`;
  const names = nameModel(model);
  const text = render("model.ts", {
    file: model.file,
    imports: [...["defineResource", ...schemaBuilders(model)].sort(), "type InSync", "type ResourceSpec"],
    modelImports: [`${model.name} as ${names.model}`],
    modelFrom: `} from ${string(modulePath(path, model.file))};`,
    interfaces: interfaceViews(model, names),
    schemas: schemaViews(model, names),
    spec: specView(model, names),
    check: layOutTypeArguments("true satisfies InSync", [names.data, names.model], ";"),
  });
  return { path, text, kind: "generated" };
}

function specView(model: Model, names: ModelNames): object {
  const indexes = model.indexes.map((index) => ({ path: index.path, column: columnName(index.path), type: index.type }));
  const { text, margin } = layOutDeclaration(names);
  return {
    declaration: text,
    margin: " ".repeat(margin),
    end: `${" ".repeat(margin)}});`,
    label: modelLabel(model.name),
    schemaVersion: model.schemaVersion,
    schema: names.schema,
    table: tableName(model.name),
    indexes: layOutEntry("indexes", toExpression(indexes), margin + 2),
    unique: layOutEntry("unique", toExpression(model.unique), margin + 2),
  };
}

/** The line before the fields of the spec, and what its last line begins with: prettier first breaks behind `=`. */
function layOutDeclaration(names: ModelNames): { text: string; margin: number } {
  const type = `export const ${names.spec}: ResourceSpec`;
  const args = [names.data, names.input, names.indexed];
  const [left, right] = [`${type}<${args.join(", ")}> =`, "defineResource({"];
  if (!fits(`${left} ${right}`) && fits(left)) return { text: `${left}\n  ${right}`, margin: 2 };
  return { text: layOutTypeArguments(type, args, ` = ${right}`), margin: 0 };
}
