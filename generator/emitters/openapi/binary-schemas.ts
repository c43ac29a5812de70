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

const binary: Schema = {
  description: "What is known of a blob.",
  ...closedObject(
    {
      fileId: { type: "string", pattern: "^[0-9a-f]{64}$", description: "SHA-256 over the bytes, in hexadecimal digits." },
      size: { type: "integer", minimum: 0, maximum: Number.MAX_SAFE_INTEGER, description: "How many bytes there are." },
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

/** What answers hold of a blob, and what requests take for it, by the names of the schemas. */
export function binarySchemas(refer: (name: string) => Reference): Readonly<Record<string, Schema>> {
  return {
    Binary: binary,
    BinaryInput: { description: "A blob that is there already, or its bytes.", anyOf: [refer("Binary"), refer("InlineBinary")] },
    InlineBinary: inlineBinary,
  };
}
