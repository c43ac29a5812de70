/** A JSON Pointer (RFC 6901) that an operation of a patch has. */
export interface Pointer {
  readonly text: string;
  readonly keys: readonly string[];
  /** Where it stands in the patch: `/3/path`. */
  readonly at: string;
}

/** The keys that a JSON Pointer leads through; undefined when the text is none (RFC 6901 section 3). */
export function parsePointer(text: string): readonly string[] | undefined {
  if (text === "") return [];
  if (!text.startsWith("/") || /~(?![01])/.test(text)) return undefined;
  const keys = text.slice(1).split("/");
  return keys.map((key) => key.replaceAll("~1", "/").replaceAll("~0", "~"));
}
