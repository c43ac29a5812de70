import { didYouMean } from "../../diagnostics/did-you-mean.js";
import { CONFIG_FILE } from "./config-file.js";
import { oneOf, propertiesOf, refuse, type Decode, type Place } from "./decode.js";

type Fields<Value> = { readonly [Key in keyof Value]-?: Decode<Exclude<Value[Key], undefined>> };

/** An object of these keys, of which some must be there. */
export function object<Value extends object>(fields: Fields<Value>, required: readonly (keyof Value & string)[] = []): Decode<Value> {
  const decoders = new Map<string, Decode<unknown>>(Object.entries(fields));
  return (place) => {
    const properties = propertiesOf(place);
    if (properties === undefined) return undefined;
    const values: [string, unknown][] = [];
    for (const { name, nameNode, place: inner } of properties) {
      const decode = decoders.get(name);
      if (decode === undefined) reportUnknown({ ...place, reading: { kind: "not constant", node: nameNode, help: "" } }, name, [...decoders.keys()]);
      else values.push([name, decode(inner)]);
    }
    if (!hasAll(place, required, properties.map(({ name }) => name))) return undefined;
    // Every value has come from the decoder of its key.
    return Object.fromEntries(values.filter(([, value]) => value !== undefined)) as Value;
  };
}

/** One of several objects, told apart by the value of a key. */
export function variant<Value extends object>(key: string, variants: Readonly<Record<string, Decode<Value>>>): Decode<Value> {
  const choose = oneOf(Object.keys(variants));
  return (place) => {
    const properties = propertiesOf(place);
    if (properties === undefined || !hasAll(place, [key], properties.map(({ name }) => name))) return undefined;
    const found = properties.find(({ name }) => name === key);
    const choice = found && choose(found.place);
    return choice === undefined ? undefined : variants[choice]?.(place);
  };
}

/** An object whose keys are names of the user's. */
export function mapOf<Value>(decode: Decode<Value>, isName: (name: string) => boolean, rule: string): Decode<Readonly<Record<string, Value>>> {
  return (place) => {
    const entries = propertiesOf(place)?.map(({ name, nameNode, place: inner }) => {
      if (!isName(name)) refuse({ ...place, reading: { kind: "not constant", node: nameNode, help: "" } }, "SPEC4003", `\`${name}\` can't be a name in \`${place.path}\`.`, rule);
      return [name, decode(inner)] as const;
    });
    return entries && Object.fromEntries(entries.flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])));
  };
}

function hasAll(place: Place, required: readonly string[], names: readonly string[]): boolean {
  const missing = required.filter((key) => !names.includes(key));
  for (const key of missing) refuse(place, "SPEC4006", `\`${place.path}\` lacks \`${key}\`.`, `Add \`${key}\`, or leave \`${place.path}\` out.`);
  return missing.length === 0;
}

function reportUnknown(place: Place, name: string, keys: readonly string[]): void {
  const owner = place.path === "" ? CONFIG_FILE : place.path;
  refuse(place, "SPEC4002", `\`${owner}\` has no key \`${name}\`.`, `The keys are ${keys.join(", ")}.${didYouMean(name, keys)}`);
}
