import { invalidQuery } from "../../query/invalid-query.js";
import { isObject, setPart } from "./json-value.js";

/**
 * The current data with some of its fields as they are in older data, where a field may be missing: then it is removed. Both are as in
 * JSON, and aren't changed; the result shares parts with them.
 *
 * @param paths as `checkFields` gives them.
 * @throws INVALID_QUERY when a path leads into a list.
 */
export function takeFields(current: unknown, old: unknown, paths: readonly (readonly string[])[]): unknown {
  return paths.reduce<unknown>((data, path) => takeField(data, old, { path, depth: 0 }), current);
}

/** How far along a path the taking is. */
interface Place {
  readonly path: readonly string[];
  readonly depth: number;
}

function takeField(current: unknown, old: unknown, { path, depth }: Place): unknown {
  if (depth === path.length) return old;
  if (Array.isArray(current) || Array.isArray(old)) throw leadsIntoList(path, depth);
  const key = path[depth] ?? "";
  const [before, then] = [memberOf(current, key), memberOf(old, key)];
  const taken = takeField(before, then, { path, depth: depth + 1 });
  return taken === before ? current : withMember(current, key, taken);
}

/** Undefined when there is none. */
function memberOf(value: unknown, key: string): unknown {
  return isObject(value) && Object.hasOwn(value, key) ? value[key] : undefined;
}

/** An object that lies where the value does, without the member when that is undefined. */
function withMember(value: unknown, key: string, member: unknown): unknown {
  const object = isObject(value) ? { ...value } : {};
  if (member === undefined) Reflect.deleteProperty(object, key);
  else setPart(object, key, member);
  return object;
}

function leadsIntoList(path: readonly string[], depth: number): Error {
  const [field, list] = [path.join("."), path.slice(0, depth).join(".")];
  const message = `${JSON.stringify(field)} leads into a list, which can only be taken as a whole: name ${JSON.stringify(list)}.`;
  return invalidQuery([{ path: "fields", message }]);
}
