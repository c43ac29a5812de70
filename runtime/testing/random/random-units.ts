import type { PurgeWrite, Reference } from "../../stores/meta-store.js";
import { modify, next, purge, refersTo, specimen, switchTo, type ScriptedWrite, type WriteDetails } from "../scripted-writes.js";
import type { Random } from "./random.js";
import { randomIndexedData } from "./random-search.js";

export const NAMES = ["a", "b", "c", "d", "e", "f", "g", "h", "%", "😀"] as const;
export const FILE_IDS = ["f1", "f2", "f3", "f4"] as const;

type RandomWrite = ScriptedWrite | PurgeWrite;

/** Makes units of writes, most of them sound, and remembers what was committed so as to go on from there. */
export class RandomUnits {
  readonly #random: Random;
  readonly #committed = new Map<string, readonly ScriptedWrite[]>();
  #count = 0;

  constructor(random: Random) {
    this.#random = random;
  }

  /** One to three writes; a resource may occur twice, and each write may be stale, a duplicate or in want of its resource. */
  next(): RandomWrite[] {
    const past = new Map(this.#committed);
    return this.#random.many(1 + this.#random.below(3), () => {
      const name = this.#random.pick(NAMES);
      const write = this.#write(name, past.get(name) ?? []);
      remember(past, [write]);
      return write;
    });
  }

  committed(unit: readonly RandomWrite[]): void {
    remember(this.#committed, unit);
  }

  #write(name: string, past: readonly ScriptedWrite[]): RandomWrite {
    const random = this.#random;
    const indexed = randomIndexedData(random);
    // As in life, no uid is given twice: else a write could be taken for one that follows another past.
    const details = { ...randomDetails(random), uid: `uid-${this.#count++}` };
    const created = specimen(name, indexed, details);
    const before = random.chance(0.1) ? past.at(-2) : past.at(-1);
    if (before === undefined) return random.chance(0.1) ? next(created, "update", indexed, details) : created;
    if (random.chance(0.05)) return created;
    if (random.chance(0.05)) return purge(before, details);
    const target = past[random.below(past.length)];
    if (target !== undefined && random.chance(0.15)) return switchTo(before, target, details);
    if (before.revision !== null && random.chance(0.2)) return modify(before, indexed, details);
    const op = random.pick(["update", "update", "update", "delete", "restore"]);
    if (op === "delete") return next(before, op, {}, { ...details, references: [] });
    return next(before, op, op === "update" ? indexed : {}, details);
  }
}

function remember(past: Map<string, readonly ScriptedWrite[]>, unit: readonly RandomWrite[]): void {
  for (const write of unit) {
    const name = write.change.resourceId.slice("specimen:".length);
    if (write.kind === "purge") past.delete(name);
    else past.set(name, [...(past.get(name) ?? []), write]);
  }
}

function randomDetails(random: Random): WriteDetails {
  return {
    at: random.below(6),
    by: random.pick(["ann", "bob"]),
    reason: random.pick([null, "", "because"]),
    requestId: random.pick([null, "req-1"]),
    status: random.pick(["draft", "stable"]),
    schemaVersion: random.pick(["v1", "v2"]),
    changesetId: random.pick([null, "one", "two"]),
    fileIds: FILE_IDS.filter(() => random.chance(0.2)),
    // Mostly none, so that most deletions pass.
    ...(random.chance(0.3) ? { references: random.many(random.below(3), () => randomReference(random)) } : {}),
  };
}

function randomReference(random: Random): Reference {
  const target = specimen(random.pick(NAMES));
  // A field has one rule, whatever it names.
  const onDelete = random.pick(["cascade", "setNull", "restrict", "dangling"] as const);
  return refersTo(target, `${onDelete}Of`, onDelete, random.pick([null, null, 1, 2]));
}
