import type { Model } from "./models.js";
import type { Oracle } from "./oracle/oracle.js";
import type { Place } from "./steps.js";

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
  // Those that a step is about come up most, or most of what is done would be refused.
  const likely = ({ $id: model, isDeleted = false }: Place): readonly string[] => {
    const [live = [], deleted = [], missing = []] = (["live", "deleted", "missing"] as const).map((state) =>
      known(model).filter((id) => oracle.stateOf(id) === state),
    );
    const [meant, others] = isDeleted ? [deleted, live] : [live, deleted];
    return [...Array.from({ length: 6 }, () => meant).flat(), ...others, ...missing.slice(0, 2)];
  };
  const resolve = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(resolve);
    if (typeof value !== "object" || value === null) return value;
    if ("$ago" in value) return new Date(oracle.now - Number(value.$ago)).toISOString();
    if (isPlace(value)) return idAt(likely(value), value);
    return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, resolve(part)]));
  };
  return { resolve, known, idOf: (value) => String(resolve(value)) };
}

function isPlace(value: object): value is Place {
  return "$id" in value;
}

function idAt(ids: readonly string[], { pick, n }: Place): string {
  const id = ids[pick % ids.length] ?? "";
  return n === undefined ? id : `${id}:${n}`;
}
