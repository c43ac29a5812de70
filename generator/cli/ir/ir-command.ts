import { didYouMean } from "../../diagnostics/did-you-mean.js";
import { IR_JSON_SCHEMA } from "../../ir/json-schema.js";
import type { Project } from "../../ir/model.js";
import { Refusal } from "../../writer/refusal.js";
import { EXIT } from "../exit-code.js";
import { readModels } from "../read-models.js";
import type { World } from "../world.js";
import { formatIr, toIrDocument } from "./ir-document.js";

/** `specstar ir [model]`: what the generator has understood of the models, or with `--schema` how that is to be read. */
export function irCommand(root: string, { model, schema }: { model: string | undefined; schema: boolean }, world: World): number {
  if (schema) {
    world.stdout(`${JSON.stringify(IR_JSON_SCHEMA, null, 2)}\n`);
    return EXIT.ok;
  }
  const read = readModels(root, world);
  if (read === null) return EXIT.badInput;
  world.stdout(formatIr(toIrDocument(model === undefined ? read.project : only(model, read.project))));
  return EXIT.ok;
}

function only(name: string, { models }: Project): Project {
  const names = models.map((model) => model.name);
  if (names.includes(name)) return { models: models.filter((model) => model.name === name) };
  throw new Refusal(`there is no model \`${name}\``, `the models are ${names.join(", ")}.${didYouMean(name, names)}`);
}
