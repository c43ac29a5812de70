/** From the IR to files, as pure functions. Knows nothing of TypeScript's syntax tree, of disks or of flags. */

import type { OpenapiConfig, Output } from "../config.js";
import type { File } from "../ir/file.js";
import type { Project } from "../ir/model.js";
import { emitClient } from "./emit-client.js";
import { emitIndex } from "./emit-index.js";
import { emitJsonSchema } from "./emit-json-schema.js";
import { emitMigration, type MigrationInput } from "./emit-migration.js";
import { emitOpenapi } from "./emit-openapi.js";
import { emitOpenapiYaml } from "./emit-openapi-yaml.js";
import { nameComponents } from "./openapi/component-names.js";
import { emitOwnFiles } from "./own-files.js";
import { toDocument } from "./openapi/document.js";

export { LOCK_PATH, LockFileError, type Dialect } from "./migrations/lock-file.js";
export type { ExistingMigration } from "./migrations/check-chain.js";
export { beginOwnFiles } from "./begin-own-files.js";
export { emitOwnFiles } from "./own-files.js";
export { checkVersions, type Finding } from "./check-versions.js";

export interface EmitInput extends MigrationInput {
  /** The folder of the emitted code, from the project's root. */
  readonly output: string;
  /** What is wanted beside the code and `openapi.json`. */
  readonly outputs: readonly Output[];
  readonly openapi: OpenapiConfig;
}

/**
 * All files of a project. Equal input gives equal bytes.
 *
 * @param ownFiles gives the models' own files, which may be in the making already.
 * @throws LockFileError when the lock file is damaged or does not go with the migrations.
 */
export function emitProject(project: Project, input: EmitInput, ownFiles = (): readonly File[] => emitOwnFiles(project.models, input.output)): File[] {
  const migration = emitMigration(project, input);
  const others = [emitIndex(project, input.output, migration.newest), ...emitDocuments(project, input), ...migration.files];
  return [...ownFiles(), ...others];
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
