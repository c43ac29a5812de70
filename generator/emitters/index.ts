/** From the IR to files, as pure functions. Knows nothing of TypeScript's syntax tree, of disks or of flags. */

import type { OpenapiConfig, Output } from "../config.js";
import type { File } from "../ir/file.js";
import type { Model, Project } from "../ir/model.js";
import { emitClient } from "./emit-client.js";
import { emitIndex } from "./emit-index.js";
import { emitJsonSchema } from "./emit-json-schema.js";
import { emitManager } from "./emit-manager.js";
import { emitMigration, type MigrationInput } from "./emit-migration.js";
import { emitModel } from "./emit-model.js";
import { emitOpenapi } from "./emit-openapi.js";
import { emitOpenapiYaml } from "./emit-openapi-yaml.js";
import { emitRouter } from "./emit-router.js";
import { nameComponents } from "./openapi/component-names.js";
import { toDocument } from "./openapi/document.js";
import { perModel } from "./per-model.js";
import { routesOf } from "./routes.js";

export { LOCK_PATH, LockFileError, type Dialect } from "./migrations/lock-file.js";
export type { ExistingMigration } from "./migrations/check-chain.js";
export { checkVersions, type Finding } from "./check-versions.js";

export interface EmitInput extends MigrationInput {
  /** The folder of the emitted code, from the project's root. */
  readonly output: string;
  /** What is wanted beside the code and `openapi.json`. */
  readonly outputs: readonly Output[];
  readonly openapi: OpenapiConfig;
}

/** The files of one model, which depend on nothing else. */
const emitOwnFiles = perModel((model, output: string): readonly File[] => [emitModel(model, output), emitManager(model, output), ...routers(model, output)]);

/**
 * All files of a project. Equal input gives equal bytes.
 *
 * @param tell is given the models' own files as soon as they are there: what concerns all models takes longer.
 * @throws LockFileError when the lock file is damaged or does not go with the migrations.
 */
export function emitProject(project: Project, input: EmitInput, tell: (ownFiles: readonly File[]) => void = () => {}): File[] {
  const { output } = input;
  const ownFiles = project.models.flatMap((model) => emitOwnFiles(model, output));
  tell(ownFiles);
  const migration = emitMigration(project, input);
  return [
    ...ownFiles,
    emitIndex(project, output, migration.newest),
    ...emitDocuments(project, input),
    ...migration.files,
  ];
}

/** None for a model that has switched all of its routes off. */
function routers(model: Model, output: string): File[] {
  return routesOf(model).length === 0 ? [] : [emitRouter(model, output)];
}

function emitDocuments(project: Project, { output, outputs, openapi }: EmitInput): File[] {
  const { models } = project;
  const document = emitOpenapi(toDocument(models, openapi), output);
  return [
    ...(outputs.includes("client") ? [emitClient(project, output)] : []),
    document,
    ...(outputs.includes("openapiYaml") ? [emitOpenapiYaml(document, output)] : []),
    ...(outputs.includes("jsonSchema") ? [...nameComponents(models)].map(([model, names]) => emitJsonSchema(model, names, output)) : []),
  ];
}
