import * as fc from "fast-check";

/** Changes of JSON values, for values that are almost right. */

/** A change somewhere inside of a sample: another value, none, or one more. */
export interface Change {
  readonly place: number;
  readonly kind: "replace" | "remove" | "add";
  readonly value: unknown;
}

/** @param values what may take a place. */
export function changesOf(values: readonly unknown[]): fc.Arbitrary<Change> {
  return fc.record({
    place: fc.nat(),
    kind: fc.constantFrom("replace" as const, "replace" as const, "replace" as const, "remove" as const, "add" as const),
    value: fc.constantFrom(...values),
  });
}

/** A copy of a value with a change. */
export function mutate(sample: unknown, { place, kind, value }: Change): unknown {
  const copy: unknown = structuredClone(sample);
  const spots = listSpots(copy);
  const spot = spots[place % spots.length];
  if (spot === undefined) return copy;
  if (kind === "replace") Reflect.set(spot.owner, spot.key, structuredClone(value));
  else if (kind === "remove" && !Array.isArray(spot.owner)) Reflect.deleteProperty(spot.owner, spot.key);
  else if (!Array.isArray(spot.owner)) Reflect.set(spot.owner, "unknown", structuredClone(value));
  return copy;
}

interface Spot {
  readonly owner: object;
  readonly key: string;
}

function listSpots(value: unknown, spots: Spot[] = []): Spot[] {
  if (typeof value !== "object" || value === null) return spots;
  for (const [key, item] of Object.entries(value)) {
    spots.push({ owner: value, key });
    listSpots(item, spots);
  }
  return spots;
}
