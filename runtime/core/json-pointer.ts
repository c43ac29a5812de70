/** The JSON Pointer (RFC 6901 sections 3 and 4) of a place in a value; empty for the value itself. */
export function toJsonPointer(path: readonly PropertyKey[]): string {
  return path.map((key) => `/${String(key).replaceAll("~", "~0").replaceAll("/", "~1")}`).join("");
}
