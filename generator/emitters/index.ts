/** From the IR to files, as pure functions. Knows nothing of TypeScript's syntax tree, of disks or of flags. */

import type { OpenapiConfig } from "../config.js";
import type { File } from "../ir/file.js";
import type { Project } from "../ir/model.js";
import type { BegunFiles } from "./begin-files.js";
import { emitCommonFiles, type CommonInput } from "./common-files.js";
import { emitJsonSchema } from "./emit-json-schema.js";
import { emitOpenapi } from "./emit-openapi.js";
import { emitOpenapiYaml } from "./emit-openapi-yaml.js";
import { nameComponents } from "./openapi/component-names.js";
import { toDocument } from "./openapi/document.js";
import { emitOwnFiles } from "./own-files.js";

export { LOCK_PATH, LockFileError, type Dialect } from "./migrations/lock-file.js";
export type { ExistingMigration } from "./migrations/check-chain.js";
export { withEarlyFiles, type BegunFiles, type EarlyFiles } from "./begin-files.js";
export { emitOwnFiles } from "./own-files.js";
export { checkVersions, type Finding } from "./check-versions.js";

export interface EmitInput extends CommonInput {
  readonly openapi: OpenapiConfig;
}

/**
 * All files of a project. Equal input gives equal bytes.
 *
 * @param begun gives what may be in the making already: what all models have in common is asked for last.
 * @throws LockFileError when the lock file is damaged or does not go with the migrations.
 */
export function emitProject(project: Project, input: EmitInput, begun: Partial<BegunFiles> = {}): File[] {
  const { ownFiles = () => emitOwnFiles(project.models, input.output), commonFiles = () => emitCommonFiles(project, input) } = begun;
  const documents = emitDocuments(project, input, begun.begunPart);
  return [...ownFiles(), ...commonFiles(), ...documents];
}

function emitDocuments({ models }: Project, { output, outputs, openapi }: EmitInput, begunPart?: BegunFiles["begunPart"]): File[] {
  const document = emitOpenapi(toDocument(models, openapi, begunPart), output);
  return [
    document,
    ...(outputs.includes("openapiYaml") ? [emitOpenapiYaml(document, output)] : []),
    ...(outputs.includes("jsonSchema") ? [...nameComponents(models)].map(([model, names]) => emitJsonSchema(model, names, output)) : []),
  ];
}
