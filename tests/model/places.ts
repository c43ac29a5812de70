import type { Model } from "./models.js";
import type { Oracle } from "./oracle/oracle.js";

/** Turns what stands for ids and times into them, once a step's turn has come. */
export interface Places {
  resolve(value: unknown): unknown;
  idOf(value: unknown): string;
  /** The ids that steps of a sequence work with: some that may be given, and those that the oracle has heard of. */
  known(model: Model): readonly string[];
}

const GIVEN = ["a", "b", "c", "d"];

export function toPlaces(oracle: Oracle): Places {
  const known = (model: Model): readonly string[] => {
    const logged = oracle.log.filter((row) => row.model === model).map(({ resourceId }) => resourceId);
    return [...new Set([...logged, ...GIVEN.map((id) => `${model}:${id}`)])];
  };
  const resolve = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(resolve);
    if (typeof value !== "object" || value === null) return value;
    if ("$ago" in value) return new Date(oracle.now - Number(value.$ago)).toISOString();
    if ("$id" in value) return idAt(known, value);
    return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, resolve(part)]));
  };
  return { resolve, known, idOf: (value) => String(resolve(value)) };
}

function idAt(known: Places["known"], place: object & Record<"$id", unknown>): string {
  const { $id, pick, n }: { $id?: Model; pick?: number; n?: number } = place as never;
  const ids = known($id ?? "team");
  const id = ids[(pick ?? 0) % ids.length] ?? "";
  return n === undefined ? id : `${id}:${n}`;
}
