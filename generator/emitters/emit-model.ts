import type { File } from "../ir/file.js";
import type { Model } from "../ir/model.js";
import { modelLabel } from "../ir/names.js";
import { render } from "../render/render.js";
import { fits } from "../render/width.js";
import { definitionEntries } from "./model/definition.js";
import { modelImports, needsBinary } from "./model/imports.js";
import { interfaceViews } from "./model/interfaces.js";
import { nameModel, type ModelNames } from "./model/model-names.js";
import { schemasView } from "./model/schemas.js";
import { layOutEntry } from "./text/layout.js";
import { layOutTypeArguments } from "./text/type-arguments.js";

/** The types, the validator and the ResourceSpec of a model: `<output>/issue/issue.model.ts`. */
export function emitModel(model: Model, output: string): File {
  const label = modelLabel(model.name);
  const path = `${output}/${label}/${label}.model.ts`;
  const names = nameModel(model);
  const { builders, schemas } = schemasView(model, names);
  const text = render("model.ts", {
    file: model.file,
    imports: [...["defineResource", ...builders].sort(), ...(needsBinary(model) ? ["type Binary", "type BinaryInput"] : []), "type InSync", "type ResourceSpec", "type z"],
    modelImports: modelImports(model, names, path),
    interfaces: interfaceViews(model, names),
    schemas,
    spec: specView(model, names),
    check: layOutTypeArguments("true satisfies InSync", [names.data, names.model], ";"),
  });
  return { path, text, kind: "generated" };
}

function specView(model: Model, names: ModelNames): object {
  const { text, margin } = layOutDeclaration(names);
  return {
    declaration: text,
    margin: " ".repeat(margin),
    entries: definitionEntries(model, names).map(({ key, value }) => layOutEntry(key, value, margin + 2)),
    end: `${" ".repeat(margin)}});`,
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
