export type JsonObject = Record<string, unknown>;
export type JsonContainer = JsonObject | unknown[];

/** Whether a value of JSON has parts. */
export function isContainer(value: unknown): value is JsonContainer {
  return typeof value === "object" && value !== null;
}

/** Whether a value of JSON is an object, and no list. */
export function isObject(value: unknown): value is JsonObject {
  return isContainer(value) && !Array.isArray(value);
}

/** What is under a key that is there. */
export function partOf(container: JsonContainer, key: string): unknown {
  return Array.isArray(container) ? container[Number(key)] : container[key];
}

/** Puts a value under a key. Unlike an assignment, this makes an own member of `__proto__`. */
export function setPart(container: JsonContainer, key: string, value: unknown): void {
  Object.defineProperty(container, key, { value, writable: true, enumerable: true, configurable: true });
}
