import { z } from "zod";
import { object } from "./object.js";
import { formatted } from "./text.js";

const SHA_256 = /^[0-9a-f]{64}$/;

/** What is known of a blob: `Binary`. */
export function binary(): z.ZodType {
  return object({
    fileId: formatted("sha-256", (value) => SHA_256.test(value)),
    size: z.int().min(0),
    contentType: z.string(),
  });
}
