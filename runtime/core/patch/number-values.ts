import { isContainer } from "./json-value.js";

/**
 * Numbers values of JSON, each looked at once: two of them have the same number if, and only if, they are equal. The order of an
 * object's members doesn't count.
 */
export function createNumbering(): (value: unknown) => number {
  const byText = new Map<string, number>();
  const byContainer = new WeakMap<object, number>();
  const numberOfText = (text: string): number => {
    const number = byText.get(text) ?? byText.size;
    byText.set(text, number);
    return number;
  };
  const numberOf = (value: unknown): number => {
    if (!isContainer(value)) return numberOfText(JSON.stringify(value));
    const number = byContainer.get(value) ?? numberOfText(outline(value, numberOf));
    byContainer.set(value, number);
    return number;
  };
  return numberOf;
}

/** A list or an object with numbers for its parts; no text of a scalar starts as it does. */
function outline(container: object, numberOf: (value: unknown) => number): string {
  if (Array.isArray(container)) return `[${container.map(numberOf).join()}`;
  const members = Object.entries(container).map(([key, value]) => `${JSON.stringify(key)}:${numberOf(value)}`);
  return `{${members.sort().join()}`;
}
