const POINTER = /^(?:\/(?:[^~/]|~[01])*)*$/;
const RELATIVE = /^(?:0|[1-9][0-9]*)(?:[+-](?:0|[1-9][0-9]*))?(#|(?:\/.*)?)$/s;

/** RFC 6901 section 3. */
export function isJsonPointer(text: string): boolean {
  return POINTER.test(text);
}

/** draft-bhutton-relative-json-pointer-00 section 3. */
export function isRelativeJsonPointer(text: string): boolean {
  const end = RELATIVE.exec(text)?.[1];
  return end !== undefined && (end === "#" || isJsonPointer(end));
}
