/** From the IR to files, as pure functions. Knows nothing of TypeScript's syntax tree, of disks or of flags. */

import type { File } from "../ir/file.js";
import type { Project } from "../ir/model.js";
import { emitClient } from "./emit-client.js";
import { emitIndex } from "./emit-index.js";
import { emitManager } from "./emit-manager.js";
import { emitMigration, type MigrationInput } from "./emit-migration.js";
import { emitModel } from "./emit-model.js";
import { emitOpenapi } from "./emit-openapi.js";
import { emitRouter } from "./emit-router.js";

export { LOCK_PATH, LockFileError } from "./migrations/lock-file.js";

export interface EmitInput extends MigrationInput {
  /** The folder of the emitted code, from the project's root. */
  readonly output: string;
  /** What is written beside the models' code and the document. */
  readonly outputs?: readonly ("client" | "jsonSchema" | "openapiYaml")[];
}

/**
 * All files of a project. Equal input gives equal bytes.
 *
 * @throws LockFileError when the lock file is damaged or does not go with the migrations.
 */
export function emitProject(project: Project, input: EmitInput): File[] {
  const { output, outputs = [] } = input;
  const migration = emitMigration(project, input);
  return [
    ...project.models.flatMap((model) => [emitModel(model, output), emitManager(model, output), emitRouter(model, output)]),
    emitIndex(project, output, migration.newest),
    emitOpenapi(project, output),
    ...(outputs.includes("client") ? [emitClient(project, output)] : []),
    ...migration.files,
  ];
}
