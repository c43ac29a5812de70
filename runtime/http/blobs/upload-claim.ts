import { isFileName } from "../../core/blobs/file-name.js";
import { isMediaType } from "../../core/blobs/media-type.js";
import { SpecstarError } from "../../core/errors.js";
import { FORMAT_NAMES } from "../../core/format-names.js";
import type { StoredBlob } from "../../stores/blob-store.js";
import { isFileId } from "../../stores/file-id.js";
import { BodyReader, type Kind } from "../body-reader.js";

/** What a client says of bytes that nobody here has seen. */
export interface UploadClaim extends Pick<StoredBlob, "fileId" | "size"> {
  readonly contentType: string | undefined;
  readonly name: string | undefined;
}

const FILE_ID = textOf("sha-256", isFileId);
const MEDIA_TYPE = textOf("media-type", isMediaType);
const FILE_NAME = textOf("file-name", isFileName);
const SIZE: Kind<number> = { name: "a whole number of bytes", is: (value): value is number => Number.isSafeInteger(value) && Number(value) >= 0 };

/**
 * Reads what a body claims of an upload: `fileId` and `size`, and what else it may have.
 *
 * @throws VALIDATION_FAILED with all that is wrong, each problem at its JSON Pointer.
 */
export function parseUploadClaim(body: unknown, others: readonly ("contentType" | "name")[]): UploadClaim {
  const reader = new BodyReader();
  const given = reader.readMembers<keyof UploadClaim>(body, ["fileId", "size", ...others], []);
  const claim = {
    fileId: reader.expect(FILE_ID, given.fileId ?? null, ["fileId"]),
    size: reader.expect(SIZE, given.size ?? null, ["size"]),
    contentType: reader.expect(MEDIA_TYPE, given.contentType, ["contentType"]),
    name: reader.expect(FILE_NAME, given.name, ["name"]),
  };
  const { fileId, size } = claim;
  if (reader.problems.length > 0 || fileId === undefined || size === undefined) throw noClaim(reader);
  return { ...claim, fileId, size };
}

function noClaim({ problems }: BodyReader): SpecstarError {
  const shown = problems.map(({ path, message }) => `${path}: ${message}`).join(" ");
  return new SpecstarError("VALIDATION_FAILED", `This tells not enough of an upload. ${shown}`, problems);
}

function textOf(format: string, is: (text: string) => boolean): Kind<string> {
  return { name: FORMAT_NAMES[format] ?? format, is: (value): value is string => typeof value === "string" && is(value) };
}
