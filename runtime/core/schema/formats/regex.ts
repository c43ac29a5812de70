/** ECMA-262 section 22.2.1, with the `u` flag, as JSON Schema recommends (core, section 6.4). */
export function isRegex(text: string): boolean {
  try {
    return new RegExp(text, "u") instanceof RegExp;
  } catch {
    return false;
  }
}
