import type { File } from "../ir/file.js";
import type { Model } from "../ir/model.js";
import { emitManager } from "./emit-manager.js";
import { emitModel } from "./emit-model.js";
import { emitRouter } from "./emit-router.js";
import { perModel } from "./per-model.js";
import { routesOf } from "./routes.js";

/** The files of each model that depend on nothing else. */
export function emitOwnFiles(models: readonly Model[], output: string): File[] {
  return models.flatMap((model) => ofModel(model, output));
}

const ofModel = perModel((model, output: string): readonly File[] => [emitModel(model, output), emitManager(model, output), ...routers(model, output)]);

/** None for a model that has switched all of its routes off. */
function routers(model: Model, output: string): File[] {
  return routesOf(model).length === 0 ? [] : [emitRouter(model, output)];
}
