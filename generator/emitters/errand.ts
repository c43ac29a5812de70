import type { OpenapiConfig } from "../config.js";
import type { File } from "../ir/file.js";
import type { Model } from "../ir/model.js";
import { emitCommonFiles, type CommonInput } from "./common-files.js";
import { partAlone, type ModelPart } from "./openapi/model-part.js";
import { emitOwnFiles } from "./own-files.js";

/** Something to be made. It depends on nothing but what is said here. */
export type Errand = ModelsErrand | CommonFilesErrand;

interface ModelsErrand extends ModelsInput {
  readonly kind: "models";
  readonly models: readonly Model[];
}

/** What is to be known for what is made of each model. */
export interface ModelsInput {
  /** The folder of the emitted code, from the project's root. */
  readonly output: string;
  readonly openapi: OpenapiConfig;
}

interface CommonFilesErrand {
  readonly kind: "commonFiles";
  readonly models: readonly Model[];
  readonly input: CommonInput;
}

/** What was made of a model, or of all. */
export interface Made {
  readonly files: readonly File[];
  /** What the document says of the model, as if there were no other. */
  readonly part?: ModelPart;
}

/**
 * Does an errand by our own templates.
 *
 * @returns an item for each model, or one for all.
 * @throws LockFileError when the lock file is damaged or does not go with the migrations.
 */
export function doErrand(errand: Errand): Made[] {
  if (errand.kind === "commonFiles") return [{ files: emitCommonFiles(errand, errand.input) }];
  const { models, output, openapi } = errand;
  return models.map((model) => ({ files: emitOwnFiles([model], output), part: partAlone(model, openapi) }));
}
