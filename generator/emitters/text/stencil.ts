/** Texts around names. */
export interface Stencil<Kind, Names> {
  /**
   * @param kind data that says all that the texts depend on beside the names.
   * @param names stand in the texts as they are, and decide on nothing but by their lengths.
   */
  readonly make: (kind: Kind, names: Names) => readonly string[];
  /** The same names, each changed in its turn. */
  readonly mapNames: (names: Names, change: (name: string) => string) => Names;
}

/** A text in pieces: what is always the same, and the numbers of the names in it. */
type Cut = readonly (string | number)[];

/** The area for private use, in which no text of ours has anything. */
const PRIVATE = /[\ue000-\uf8ff]/;
const FIRST_STAND_IN = 0xe000;
const FILLER = "\uf8ff";
const MOST_NAMES = 1_000;
/** Names that JSON writes as they are. */
const PLAIN = /^[\w$ .~-]+$/;

/**
 * Makes the same texts as a stencil's `make`, and sooner where many are alike: those of a kind are made once for names of some lengths,
 * and then the names are put in.
 */
export function applyStencil<Kind, Names>({ make, mapNames }: Stencil<Kind, Names>): Stencil<Kind, Names>["make"] {
  const known = new Map<string, readonly Cut[]>();
  return (kind, names) => {
    const list = listNames(names, mapNames);
    const key = JSON.stringify([kind, list.map(({ length }) => length)]);
    if (list.length > MOST_NAMES || PRIVATE.test(key) || !list.every((name) => PLAIN.test(name))) return make(kind, names);
    const cuts = known.get(key) ?? make(kind, toStandIns(names, mapNames)).map(cut);
    known.set(key, cuts);
    return cuts.map((pieces) => pieces.map((piece) => (typeof piece === "number" ? list[piece] : piece)).join(""));
  };
}

type MapNames<Names> = Stencil<unknown, Names>["mapNames"];

function listNames<Names>(names: Names, mapNames: MapNames<Names>): readonly string[] {
  const list: string[] = [];
  mapNames(names, (name) => {
    list.push(name);
    return name;
  });
  return list;
}

/** Each is as long as its name, and told from all others wherever it stands. */
function toStandIns<Names>(names: Names, mapNames: MapNames<Names>): Names {
  let code = FIRST_STAND_IN;
  return mapNames(names, ({ length }) => String.fromCharCode(code++) + FILLER.repeat(length - 1));
}

function cut(text: string): Cut {
  const pieces = text.split(/([\ue000-\uf8fe]\uf8ff*)/);
  return pieces.map((piece, at) => (at % 2 === 0 ? piece : piece.charCodeAt(0) - FIRST_STAND_IN));
}
