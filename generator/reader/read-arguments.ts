import type { ts } from "ts-morph";
import type { Bindings, Part, Place, Reader } from "./reader.js";
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
const MAX_INSTANCES = 2000;

/** The same for how much is written between its angle brackets. */
const MAX_ARGUMENTS = 2000;

/** What the parameters of a declaration stand for where it is used; null when that can't be said, which is reported. */
export function readArguments({ parameters, source }: Parameters, { name, node, args, place }: Use, reader: Reader): Bindings | null {
  const spot = { source: place.source, node };
  const needed = parameters.filter((parameter) => parameter.default === undefined).length;
  if (args.length > parameters.length || args.length < needed) {
    const count = needed === parameters.length ? String(needed) : `${needed} to ${parameters.length}`;
    const help = parameters.length === 0 ? "Remove what is between `<` and `>`." : `Write \`${name}<${parameters.map((each) => each.name.text).join(", ")}>\`.`;
    reader.reports.add("SPEC2010", spot, `\`${name}\` takes ${parameters.length === 0 ? "no" : count} type arguments, and has ${args.length}.`, help);
    return null;
  }
  const bindings = new Map<string, Part>();
  const inner = { ...place, alias: null, optional: false };
  for (const [at, parameter] of parameters.entries()) {
    const arg = args[at];
    const part = arg === undefined ? readDefault(parameter, { ...inner, source, bindings }, reader) : reader.readPart(arg, { ...inner, path: [...place.path, parameter.name.text] });
    if (part === null || part.kind === "failed") return null;
    bindings.set(parameter.name.text, part);
  }
  return bindings;
}

function readDefault({ default: node }: ts.TypeParameterDeclaration, place: Place, reader: Reader): Part | null {
  return node === undefined ? null : reader.readPart(node, { ...place, bindings: new Map(place.bindings) });
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
