import { typesWithin } from "../../ir/inner-types.js";
import type { Model } from "../../ir/model.js";
import { list, string } from "../../render/helpers.js";
import { modulePath } from "../text/module-path.js";
import { holdBinary, ownTypes } from "./inputs.js";
import type { ModelNames } from "./model-names.js";

/** What the file at `path` imports of the user's: functions at run time, the model's class and enums for the compiler only. */
export function modelImports(model: Model, names: ModelNames, path: string): readonly string[] {
  const own = modulePath(path, model.file);
  const byModule = new Map([[own, [`${model.name} as ${names.model}`]]]);
  for (const type of model.types) {
    if (type.kind !== "enum") continue;
    const module = "file" in type.from ? modulePath(path, type.from.file) : type.from.package;
    byModule.set(module, [...(byModule.get(module) ?? []), type.name]);
  }
  return [...functionImport(model, names, own), ...[...byModule].map(([module, all]) => list("import type {", all, from(module)))];
}

/** Whether a type of the model is `Binary`, which the runtime has. */
export function needsBinary(model: Model): boolean {
  return holdBinary([...ownTypes(model), ...model.types.flatMap(typesWithin)]);
}

function functionImport({ functions }: Model, { modelSchema }: ModelNames, module: string): string[] {
  const { exportName, validate, newId, steps } = functions;
  if (exportName === null || !(validate || newId || steps.length > 0)) return [];
  if (exportName === "default") return [`import ${modelSchema} from ${string(module)};`];
  return [list("import {", [exportName === modelSchema ? exportName : `${exportName} as ${modelSchema}`], from(module))];
}

function from(module: string): string {
  return `} from ${string(module)};`;
}
