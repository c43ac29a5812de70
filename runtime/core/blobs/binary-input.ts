import type { Binary } from "../../spec.js";

/** A file that is sent along with an input, in place of what is known of its blob. For larger ones there is `POST /blobs`. */
export interface InlineBinary {
  /** The bytes in Base64 (RFC 4648 section 4). */
  data: string;
  /** What the bytes are; told by the bytes themselves unless given. */
  contentType?: string;
  /** What a person calls the file: `logo.png`. Never a path. */
  name?: string;
}

/** What an input takes for a `Binary`: a blob that is there already, or its bytes. */
export type BinaryInput = Binary | InlineBinary;
