import { fits, recordFits, resolve, restFits, type Comparison } from "./fits.js";
import type { FieldShape, ObjectShape, Shape, ValueShape } from "./shape.js";
import { describeField, describeValue } from "./shape-text.js";

/** One thing that keeps older data from being read as it is. */
export interface Difference {
  /** `address.city: string` was `address.town: string`. */
  readonly text: string;
  /** Whether the older data can be brought into the new shape without being told how. */
  readonly derivable: boolean;
}

/** What has changed between two shapes, field by field, but for what only widens them. */
export function compareShapes(before: Shape, after: Shape): Difference[] {
  return compareValues("", { type: before.root }, { type: after.root }, { before, after, assumed: new Set() });
}

function compareValues(path: string, old: ValueShape, now: ValueShape, comparison: Comparison): Difference[] {
  if (fits(old, now, comparison)) return [];
  const [from, to] = [resolve(old, comparison.before), resolve(now, comparison.after)];
  const nullableFits = from.nullable !== true || to.nullable === true;
  const key = `${path} ${JSON.stringify([old.type, now.type])}`;
  if (nullableFits && typeof from.type === "object" && typeof to.type === "object" && comparison.assumed.size < MAX_DEPTH) {
    const inner = { ...comparison, assumed: new Set([...comparison.assumed, key]) };
    if ("fields" in from.type && "fields" in to.type) return compareObjects(path, from.type, to.type, inner);
    if ("array" in from.type && "array" in to.type) return compareValues(path, from.type.array, to.type.array, inner);
  }
  return [{ text: `\`${path === "" ? "it" : path}\` was \`${describeValue(old)}\` and is \`${describeValue(now)}\``, derivable: false }];
}

/** Types that hold themselves are told apart no deeper than this. */
const MAX_DEPTH = 8;

function compareObjects(path: string, old: ObjectShape, now: ObjectShape, comparison: Comparison): Difference[] {
  const within = (name: string) => (path === "" ? name : `${path}.${name}`);
  const differences: Difference[] = [];
  const gone = new Map(old.fields.map((field) => [field.name, field]));
  for (const field of now.fields) {
    const from = findBefore(field, old, now);
    if (from === undefined) {
      if (isAbsent(field, old, comparison)) continue;
      differences.push({ text: `\`${within(describeField(field))}\` is new`, derivable: field.default === true || field.optional === true });
      continue;
    }
    gone.delete(from.name);
    if (from.name !== field.name) differences.push({ text: `\`${within(from.name)}\` is called \`${field.name}\``, derivable: true });
    if (from.optional === true && field.optional !== true) differences.push({ text: `\`${within(field.name)}\` may no longer be absent`, derivable: field.default === true });
    differences.push(...compareValues(within(field.name), from, field, comparison));
  }
  const removed = [...gone.values()].filter((field) => !restFits(field, now, comparison));
  differences.push(...removed.map((field) => ({ text: `\`${within(describeField(field))}\` is gone`, derivable: true })));
  const restFitsToo = old.rest === undefined || (now.rest !== undefined && recordFits(old.rest, now.rest, comparison));
  return restFitsToo ? differences : [...differences, { text: `\`${within("[key: string]")}\` takes less`, derivable: false }];
}

/** The field that a field was: by its name, or by the one that it had, unless it says that since an older version. */
function findBefore(field: FieldShape, old: ObjectShape, now: ObjectShape): FieldShape | undefined {
  const same = old.fields.find(({ name }) => name === field.name);
  if (field.renamedFrom === undefined || same?.renamedFrom === field.renamedFrom) {
    // Another field may have taken it over under a new name.
    return now.fields.some((other) => other !== field && other.renamedFrom === field.name && old.fields.every(({ name }) => name !== other.name)) ? undefined : same;
  }
  return old.fields.find(({ name }) => name === field.renamedFrom) ?? same;
}

function isAbsent(field: FieldShape, old: ObjectShape, comparison: Comparison): boolean {
  return field.optional === true && (old.rest === undefined || fits(old.rest.record, field, comparison));
}
