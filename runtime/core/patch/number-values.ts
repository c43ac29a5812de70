import { isContainer, type JsonContainer } from "./json-value.js";

/**
 * Numbers values of JSON, each looked at once: two of them have the same number if, and only if, they are equal. The order of an
 * object's members doesn't count.
 */
export function createNumbering(): (value: unknown) => number {
  const scalars = new Map<unknown, number>();
  const containers = new WeakMap<JsonContainer, number>();
  const outlines = new Map<string, number>();
  const take = <Key>(numbers: Map<Key, number>, key: Key): number => {
    const number = numbers.get(key) ?? scalars.size + outlines.size;
    numbers.set(key, number);
    return number;
  };
  const numberOf = (value: unknown): number => {
    if (!isContainer(value)) return take(scalars, value);
    const number = containers.get(value) ?? take(outlines, outline(value, numberOf));
    containers.set(value, number);
    return number;
  };
  return numberOf;
}

/** A text that two lists or two objects share if, and only if, they are equal: it has numbers for their parts. */
function outline(container: JsonContainer, numberOf: (value: unknown) => number): string {
  if (Array.isArray(container)) return `[${container.map(numberOf).join()}`;
  const members = Object.keys(container).sort().map((key) => `${numberOf(key)}:${numberOf(container[key])}`);
  return `{${members.join()}`;
}
