import type { ts } from "ts-morph";
import { topPlace, type Bindings, type Part, type Place, type Reader } from "./reader.js";
import type { Source } from "./source.js";
import { partKey, sizeOf } from "./type-key.js";

/** A declaration with parameters, and how it is used. */
export interface Use {
  readonly name: string;
  readonly node: ts.Node;
  readonly args: readonly ts.TypeNode[];
  readonly place: Place;
}

interface Parameters {
  readonly parameters: readonly ts.TypeParameterDeclaration[];
  /** Where the declaration stands, for its defaults. */
  readonly source: Source;
}

/** How many sets of arguments one generic declaration may be used with. More is a type that grows without end. */
export const MAX_INSTANCES = 2000;

/** The same for how much is written between its angle brackets. */
const MAX_ARGUMENTS = 2000;

/** What the parameters of a declaration stand for where it is used; null when that can't be said, which is reported. */
export function readArguments({ parameters, source }: Parameters, { name, node, args, place }: Use, reader: Reader): Bindings | null {
  const spot = { source: place.source, node };
  const needed = parameters.filter((parameter) => parameter.default === undefined).length;
  if (args.length > parameters.length || args.length < needed) {
    const count = needed === parameters.length ? String(needed) : `${needed} to ${parameters.length}`;
    const help = parameters.length === 0 ? "Remove what is between `<` and `>`." : `Write \`${name}<${parameters.map((each) => each.name.text).join(", ")}>\`.`;
    reader.reports.add("SPEC2010", spot, `\`${name}\` takes ${parameters.length === 0 ? "no" : count} type argument${count === "1" ? "" : "s"}, and has ${args.length}.`, help);
    return null;
  }
  const bindings = new Map<string, Part>();
  const inner = { ...place, alias: null, optional: false };
  for (const [at, parameter] of parameters.entries()) {
    const arg = args[at];
    const part = arg === undefined ? readDefault(parameter, name, { ...inner, source, bindings }, reader) : reader.readPart(arg, { ...inner, path: [...place.path, parameter.name.text] });
    if (part === null || part.kind === "failed") return null;
    bindings.set(parameter.name.text, part);
  }
  return bindings;
}

/** What a parameter stands for when it is given nothing: one type, wherever that is. */
function readDefault({ default: node, name }: ts.TypeParameterDeclaration, owner: string, place: Place, reader: Reader): Part | null {
  if (node === undefined) return null;
  const key = `default ${instanceKey(node, place.bindings)}`;
  const known = reader.declared.get(key)?.part ?? null;
  if (known !== null) return known;
  const part = reader.readPart(node, { ...topPlace(place.source, owner, new Map(place.bindings)), path: [owner, name.text] });
  reader.declared.set(key, { part, isUsedInside: false });
  return part;
}

/** The arguments that an instance is named after: the last ones go without saying where they are the parameters' defaults. */
export function namingArguments({ parameters, source }: Parameters, owner: string, bindings: Bindings, reader: Reader): readonly Part[] {
  const args = [...bindings];
  for (let last = args.at(-1); last !== undefined; last = args.at(-1)) {
    const [name, part] = last;
    const parameter = parameters.find((each) => each.name.text === name);
    const place = topPlace(source, owner, new Map(args.slice(0, -1)));
    const usual = parameter === undefined ? null : readDefault(parameter, owner, place, reader);
    if (usual === null || partKey(usual) !== partKey(part)) break;
    args.pop();
  }
  return args.map(([, part]) => part);
}

const ids = new WeakMap<ts.Node, number>();
let lastId = 0;

/** A text that is the same for the same declaration with the same arguments. */
export function instanceKey(declaration: ts.Node, bindings: Bindings): string {
  const id = ids.get(declaration) ?? (lastId += 1);
  ids.set(declaration, id);
  return [id, ...[...bindings].map(([name, part]) => `${name}=${partKey(part)}`)].join(" ");
}

/** Whether a declaration is still used with a number of arguments that can come to an end; one that isn't is reported. */
export function isBounded(declaration: ts.Node, bindings: Bindings, { name, node, place }: Use, reader: Reader): boolean {
  const count = (reader.instances.get(declaration) ?? 0) + 1;
  reader.instances.set(declaration, count);
  if (count <= MAX_INSTANCES && [...bindings.values()].every((part) => sizeOf(part) <= MAX_ARGUMENTS)) return true;
  const help = "It uses itself with ever new arguments: let it use itself with its own parameters alone.";
  reader.reports.add("SPEC2009", { source: place.source, node }, `\`${name}\` grows without end.`, help);
  return false;
}
