import { MAX_DEPTH } from "../schema/json.js";
import { CopiedParts, placeLength } from "./copied-parts.js";
import { partOf, setPart, type JsonContainer } from "./json-value.js";
import { explainPlace, locate, type Found } from "./locate.js";
import { nestedTooDeep, patchInvalid } from "./patch-errors.js";
import type { Pointer } from "./pointer.js";

/** A document that operations change one after the other. What it was made of stays as it is. */
export class PatchedDocument {
  readonly #parts = new CopiedParts();
  readonly #mostCharacters: number;
  #root: unknown;
  #characters: number;

  /** @throws PATCH_INVALID when the document is nested too deeply. */
  constructor(document: unknown, mostCharacters: number) {
    this.#root = document;
    this.#mostCharacters = mostCharacters;
    this.#characters = this.#parts.measure(document).characters;
  }

  get root(): unknown {
    return this.#root;
  }

  find({ keys }: Pointer): Found {
    return locate(this.#root, keys);
  }

  /** @throws PATCH_INVALID when nothing is there. */
  get(pointer: Pointer): unknown {
    const found = this.find(pointer);
    if (!found.isThere) throw patchInvalid([{ path: pointer.at, message: found.why }]);
    return found.value;
  }

  /**
   * Puts a value into an object, where it replaces the one of the same name, or before an item of a list.
   *
   * @throws PATCH_INVALID when there is no such place, or the document would become too large or too deep.
   */
  add(pointer: Pointer, value: unknown): void {
    const key = pointer.keys.at(-1);
    if (key === undefined) return this.replace(pointer, value);
    const why = explainPlace(this.#root, pointer.keys);
    if (why !== undefined) throw patchInvalid([{ path: pointer.at, message: why }]);
    // First of all: an object that is put into itself is put there as it is now.
    this.#parts.measure(value);
    const parent = this.#ownParent(pointer);
    if (!Array.isArray(parent) && Object.hasOwn(parent, key)) return this.replace(pointer, value);
    this.#grow(pointer, value, placeLength(parent, key));
    if (Array.isArray(parent)) parent.splice(this.#placeIn(parent, key), 0, value);
    else setPart(parent, key, value);
  }

  /** @throws PATCH_INVALID when nothing is there, or the document would become too large or too deep. */
  replace(pointer: Pointer, value: unknown): void {
    const before = this.#parts.measure(this.get(pointer));
    this.#grow(pointer, value, -before.characters);
    const key = pointer.keys.at(-1);
    if (key === undefined) this.#root = value;
    else setPart(this.#ownParent(pointer), key, value);
  }

  /** @throws PATCH_INVALID when nothing is there. */
  remove(pointer: Pointer): void {
    const { characters } = this.#parts.measure(this.get(pointer));
    const key = String(pointer.keys.at(-1));
    const parent = this.#ownParent(pointer);
    this.#characters -= characters + placeLength(parent, key);
    if (Array.isArray(parent)) parent.splice(this.#placeIn(parent, key), 1);
    else Reflect.deleteProperty(parent, key);
  }

  /** The object or list that the last key is of, which may be changed. */
  #ownParent({ keys }: Pointer): JsonContainer {
    let parent = this.#parts.own(this.#root);
    this.#root = parent;
    for (const key of keys.slice(0, -1)) {
      const part = partOf(parent, key);
      const owned = this.#parts.own(part);
      if (owned !== part) setPart(parent, key, owned);
      parent = owned;
    }
    return parent;
  }

  #grow({ keys, at }: Pointer, value: unknown, beside: number): void {
    const { characters, depth } = this.#parts.measure(value);
    if (keys.length + depth > MAX_DEPTH) throw nestedTooDeep(at);
    this.#characters += characters + beside;
    if (characters + beside <= 0 || this.#characters <= this.#mostCharacters) return;
    throw patchInvalid([{ path: at, message: `With this, the document is larger than ${this.#mostCharacters} characters of JSON.` }]);
  }

  /** A place in a list, whose items from there on are about to move. */
  #placeIn(list: readonly unknown[], key: string): number {
    const index = key === "-" ? list.length : Number(key);
    this.#parts.charge(list.length - index);
    return index;
  }
}
