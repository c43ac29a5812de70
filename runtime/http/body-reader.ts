import type { Problem } from "../core/errors.js";
import { isRecord } from "../core/is-record.js";
import { toJsonPointer } from "../core/json-pointer.js";
import { explainUnknown } from "../query/invalid-query.js";

export type Path = readonly (string | number)[];

/** Reads what a body must be made of. What is wrong ends up in `problems`, at its JSON Pointer. */
export class BodyReader {
  readonly problems: Problem[] = [];

  refuse(path: Path, message: string): undefined {
    this.problems.push({ path: toJsonPointer(path), message });
  }

  /** The members of an object that has no others. */
  readMembers<Name extends string>(value: unknown, names: readonly Name[], path: Path): Partial<Record<Name, unknown>> {
    if (!isRecord(value) || Array.isArray(value)) {
      this.refuse(path, "Must be an object.");
      return {};
    }
    const found: Partial<Record<Name, unknown>> = {};
    for (const [given, member] of Object.entries(value)) {
      const name = names.find((known) => known === given);
      if (name === undefined) this.refuse([...path, given], explainUnknown("member", given, names));
      else found[name] = member;
    }
    return found;
  }

  /** A value of the kind that is expected, if it is there. */
  expect<Value>(kind: Kind<Value>, value: unknown, path: Path): Value | undefined {
    return value === undefined || kind.is(value) ? value : this.refuse(path, `Must be ${kind.name}.`);
  }
}

/** Which values are of a kind, and what it is called. */
export interface Kind<Value> {
  readonly name: string;
  is(value: unknown): value is Value;
}

const isText = (value: unknown): value is string => typeof value === "string";

export const TEXT: Kind<string> = { name: "a text", is: isText };
export const TEXTS: Kind<readonly string[]> = { name: "a list of texts", is: (value) => Array.isArray(value) && value.every(isText) };
export const NUMBER: Kind<number> = { name: "a number", is: (value) => typeof value === "number" };
export const TEXT_OR_NUMBER: Kind<string | number> = { name: "a text or a number", is: (value) => isText(value) || typeof value === "number" };

/** One of a few words. */
export function oneOf<Word extends string>(...words: readonly Word[]): Kind<Word> {
  return { name: words.join(" or "), is: (value): value is Word => words.some((word) => word === value) };
}
