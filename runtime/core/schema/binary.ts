import { z } from "zod";
import { isFileName } from "../blobs/file-name.js";
import { isMediaType } from "../blobs/media-type.js";
import { optional } from "./field.js";
import { object } from "./object.js";
import { ownType } from "./own-type.js";
import { formatted } from "./text.js";

const SHA_256 = /^[0-9a-f]{64}$/;

/** What is known of a blob: `Binary`. Bytes that an input brings along must have been replaced by what is known of them. */
export function binary(): z.ZodType {
  const fields = {
    fileId: formatted("sha-256", (value) => SHA_256.test(value)),
    size: z.int().min(0),
    contentType: formatted("media-type", isMediaType),
    name: optional(formatted("file-name", isFileName)),
  };
  const schema = object(fields);
  return ownType({ kind: "object", fields, rest: null, isBinary: true }, (input, reading) => reading.readAs(schema, input));
}
