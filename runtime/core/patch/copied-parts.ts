import { MAX_DEPTH } from "../schema/json.js";
import { isContainer, type JsonContainer } from "./json-value.js";
import { nestedTooDeep, patchInvalid } from "./patch-errors.js";

export interface JsonSize {
  /** Of its JSON text, and one more for each object and list that isn't empty. */
  readonly characters: number;
  /** How many objects and lists lie inside one another. */
  readonly depth: number;
  /** How many parts it has itself. */
  readonly width: number;
}

/** What one patch may cost, and what it pays for: about a nanosecond each, at most a few. */
const MOST_WORK = 500_000_000;
const PER_ITEM = 20;
const PER_MEMBER = 2000;
const PER_MEASURED = 50;

/**
 * The objects and lists of a document that is being patched. Those that it came with are never changed: the first change of one
 * makes a copy, which is changed in place from then on. What has been measured may be in two places, and is never changed again.
 */
export class CopiedParts {
  readonly #copies = new WeakSet<JsonContainer>();
  readonly #sizes = new WeakMap<JsonContainer, JsonSize>();
  #work = 0;

  /** The container itself when it may be changed, else a copy that may. */
  own(container: unknown): JsonContainer {
    if (!isContainer(container)) throw new Error("Only objects and lists have parts that can change.");
    if (this.#copies.has(container)) return container;
    const { width } = this.measure(container);
    this.charge(width * (Array.isArray(container) ? PER_ITEM : PER_MEMBER));
    const copy = Array.isArray(container) ? [...container] : { ...container };
    this.#copies.add(copy);
    return copy;
  }

  /**
   * How large a value is. From now on it may be put into several places.
   *
   * @throws PATCH_INVALID when it is nested more deeply than a body over HTTP may be.
   */
  measure(value: unknown, level = 0): JsonSize {
    if (!isContainer(value)) return { characters: this.#measureScalar(value), depth: 0, width: 0 };
    const known = this.#sizes.get(value);
    if (known !== undefined) return known;
    if (level >= MAX_DEPTH) throw nestedTooDeep("");
    const size = this.#measureParts(value, level + 1);
    this.#copies.delete(value);
    this.#sizes.set(value, size);
    return size;
  }

  /** @throws PATCH_INVALID when the patch has cost more than it may. */
  charge(work: number): void {
    this.#work += work;
    if (this.#work > MOST_WORK) {
      const message = "It changes and copies large objects and lists too often. Send fewer operations, or the document as a whole.";
      throw patchInvalid([{ path: "", message }]);
    }
  }

  #measureScalar(value: unknown): number {
    const { length } = typeof value === "string" ? JSON.stringify(value) : String(value);
    this.charge(PER_MEASURED + length);
    return length;
  }

  #measureParts(container: JsonContainer, level: number): JsonSize {
    this.charge(PER_MEASURED);
    const sum = { characters: 2, depth: 1, width: 0 };
    const add = (part: unknown, beside: number): void => {
      const { characters, depth } = this.measure(part, level);
      this.charge(beside);
      sum.width += 1;
      sum.characters += characters + beside;
      sum.depth = Math.max(sum.depth, depth + 1);
    };
    if (Array.isArray(container)) for (const item of container) add(item, 1);
    else for (const key of Object.keys(container)) add(container[key], placeLength(container, key));
    return sum;
  }
}

/** What a part takes up beside its value: a comma, and the key and the colon of a member. */
export function placeLength(container: JsonContainer, key: string): number {
  return Array.isArray(container) ? 1 : JSON.stringify(key).length + 2;
}
