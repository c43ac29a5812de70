import type { FieldType, NamedType } from "../ir/type.js";
import { innerTypes, namesIn, typesWithin } from "./inner-types.js";
import type { Reader } from "./reader.js";
import { settleUnion } from "./settle-union.js";

interface Step {
  readonly name: string | null;
  readonly inner: Iterator<string>;
}

/**
 * The named types that types use, each once, after those that it uses itself as far as they don't use each other. Unions among them
 * are settled: now all their members can be read.
 */
export function collectTypes(types: readonly FieldType[], reader: Reader): readonly NamedType[] {
  const collected: NamedType[] = [];
  const found = new Set<string>();
  // With a stack of its own: types may lead to each other in long chains.
  const steps: Step[] = [{ name: null, inner: types.flatMap(namesIn).values() }];
  for (let step = steps.at(-1); step !== undefined; step = steps.at(-1)) {
    const next = step.inner.next();
    if (next.done === true) {
      steps.pop();
      const type = step.name === null ? undefined : (reader.objects.get(step.name)?.object ?? reader.named.get(step.name));
      if (type !== undefined) collected.push(type);
    } else if (!found.has(next.value)) {
      found.add(next.value);
      steps.push({ name: next.value, inner: typesWithin(next.value, reader).flatMap(namesIn).values() });
    }
  }
  settleUnions([...types, ...[...found].flatMap((name) => typesWithin(name, reader))], reader);
  return collected;
}

function settleUnions(types: readonly FieldType[], reader: Reader): void {
  const seen = new Set<FieldType>();
  const left = [...types];
  for (let type = left.pop(); type !== undefined; type = left.pop()) {
    if (seen.has(type)) continue;
    seen.add(type);
    if (type.kind === "union") settleUnion(type, reader);
    left.push(...innerTypes(type));
  }
}
