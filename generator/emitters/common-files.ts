import type { Output } from "../config.js";
import type { File } from "../ir/file.js";
import type { Project } from "../ir/model.js";
import { emitClient } from "./emit-client.js";
import { emitIndex } from "./emit-index.js";
import { emitMigration, type MigrationInput } from "./emit-migration.js";

export interface CommonInput extends MigrationInput {
  /** The folder of the emitted code, from the project's root. */
  readonly output: string;
  /** What is wanted beside the code and `openapi.json`. */
  readonly outputs: readonly Output[];
}

/**
 * The code that all models have in common, and the migrations.
 *
 * @throws LockFileError when the lock file is damaged or does not go with the migrations.
 */
export function emitCommonFiles(project: Project, input: CommonInput): File[] {
  const { output, outputs } = input;
  const migration = emitMigration(project, input);
  const client = outputs.includes("client") ? [emitClient(project, output)] : [];
  return [emitIndex(project, output, migration.newest), ...client, ...migration.files];
}
