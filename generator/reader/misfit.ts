import type { Field } from "../ir/model.js";
import type { AliasType, EnumType } from "../ir/type.js";
import type { ConstantReading } from "./read-constant.js";
import type { ObjectDraft } from "./reader.js";

/** Why a constant is not a value of a type, and at which of its parts. */
export interface Misfit {
  readonly at: ConstantReading;
  readonly problem: string;
  readonly help: string;
}

/** Finds the type of a name: an object type with the names of all its fields, also of those that couldn't be read. */
export type FindNamed = (name: string) => Pick<ObjectDraft, "object" | "names"> | AliasType | EnumType | null;

/** What the checks of values that hold others need. */
export interface Checks {
  readonly find: FindNamed;
  /** Checks a value inside. Handed over, because types hold types. */
  readonly check: (reading: ConstantReading, expected: Pick<Field, "type" | "nullable">) => readonly Misfit[];
}

export function misfit(at: ConstantReading, problem: string, help: string): Misfit {
  return { at, problem, help };
}

export function wrongType(at: ConstantReading, wanted: string): Misfit {
  return misfit(at, `is not ${wanted}`, `Write ${wanted}, or correct the field's type.`);
}

export function scalar(reading: ConstantReading): string | number | boolean | null {
  return reading.kind === "scalar" ? reading.value : null;
}
