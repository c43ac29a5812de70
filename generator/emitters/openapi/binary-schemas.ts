import { closedObject, type Reference, type Schema } from "./types.js";

const contentType: Schema = { type: "string", description: "The media type.", examples: ["image/png"] };

const name: Schema = {
  type: "string",
  minLength: 1,
  maxLength: 255,
  pattern: String.raw`^[^/\\\u0000-\u001F\u007F-\u009F]+$`,
  description: "What a person calls the file. Never a path.",
  examples: ["logo.png"],
};

const fileId: Schema = { type: "string", pattern: "^[0-9a-f]{64}$", description: "SHA-256 over the bytes, in hexadecimal digits." };
const size: Schema = { type: "integer", minimum: 0, maximum: Number.MAX_SAFE_INTEGER, description: "How many bytes there are." };

const binary: Schema = {
  description: "What is known of a blob.",
  ...closedObject(
    {
      fileId,
      size,
      contentType,
      name,
    },
    ["name"],
  ),
};

const inlineBinary: Schema = {
  description: "A file that is sent along, in place of what is known of its blob. Larger ones are uploaded first.",
  ...closedObject(
    {
      data: { type: "string", contentEncoding: "base64", description: "The bytes in Base64 (RFC 4648 section 4).", examples: ["aGVsbG8="] },
      contentType: { ...contentType, description: "The media type; told by the bytes themselves where it isn't given." },
      name,
    },
    ["contentType", "name"],
  ),
};

const directUpload: Schema = {
  description: "Where bytes are to be brought, and how.",
  ...closedObject({
    uploadId: { type: "string", description: "To finish the upload with." },
    fileId,
    method: { type: "string", enum: ["PUT"] },
    url: { type: "string", format: "uri", description: "Takes bytes of the announced size from whoever has it." },
    headers: { type: "object", additionalProperties: { type: "string" }, description: "What the request has to have." },
    expires: { type: "string", format: "date-time", description: "When the URL ceases to take anything." },
  }),
};

const finishBody: Schema = {
  description: "What was brought.",
  ...closedObject(
    { fileId, size, contentType: { ...contentType, description: "The media type; told by the bytes themselves where it isn't given." }, name },
    ["contentType", "name"],
  ),
};

/** What answers hold of a blob, and what requests take for it, by the names of the schemas. */
export function binarySchemas(refer: (name: string) => Reference): Readonly<Record<string, Schema>> {
  return {
    Binary: binary,
    BinaryInput: { description: "A blob that is there already, or its bytes.", anyOf: [refer("Binary"), refer("InlineBinary")] },
    InlineBinary: inlineBinary,
    DirectUploadBody: { description: "What is going to be brought.", ...closedObject({ fileId, size }) },
    DirectUpload: directUpload,
    FinishUploadBody: finishBody,
  };
}
