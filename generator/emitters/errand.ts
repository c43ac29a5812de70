import type { File } from "../ir/file.js";
import type { Model } from "../ir/model.js";
import { emitCommonFiles, type CommonInput } from "./common-files.js";
import { emitOwnFiles } from "./own-files.js";

/** Files to be made. They depend on nothing but what is said here. */
export type Errand = OwnFilesErrand | CommonFilesErrand;

interface OwnFilesErrand {
  readonly kind: "ownFiles";
  readonly models: readonly Model[];
  readonly output: string;
}

interface CommonFilesErrand {
  readonly kind: "commonFiles";
  readonly models: readonly Model[];
  readonly input: CommonInput;
}

/** A list for each model, or one for all. */
export type FileLists = readonly (readonly File[])[];

/**
 * Makes the files of an errand by our own templates.
 *
 * @throws LockFileError when the lock file is damaged or does not go with the migrations.
 */
export function doErrand(errand: Errand): FileLists {
  if (errand.kind === "commonFiles") return [emitCommonFiles(errand, errand.input)];
  return errand.models.map((model) => emitOwnFiles([model], errand.output));
}
