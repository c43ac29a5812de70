/** Texts around names. */
export interface Stencil<Kind, Names> {
  /**
   * @param kind data that says all that the texts depend on beside the names. Whatever else they say is in ASCII.
   * @param names stand in the texts as they are, and decide on nothing but by their lengths.
   */
  readonly make: (kind: Kind, names: Names) => readonly string[];
  /** The same names, each changed in its turn. */
  readonly mapNames: (names: Names, change: (name: string) => string) => Names;
}

/** A text in pieces: what is always the same, and the numbers of the names in it. */
type Cut = readonly (string | number)[];

/** What stands for names: characters that none of the texts has, from those that let a text stay at a byte for each of its characters. */
const STAND_IN = /([\x80-\xfe]\xff*)/;
const FIRST_CODE = 0x80;
const FILLER = "\xff";
const MOST_NAMES = 0xff - FIRST_CODE;
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
    if (list.length > MOST_NAMES || STAND_IN.test(key) || !list.every((name) => PLAIN.test(name))) return make(kind, names);
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
  let code = FIRST_CODE;
  return mapNames(names, ({ length }) => String.fromCharCode(code++) + FILLER.repeat(length - 1));
}

function cut(text: string): Cut {
  const pieces = text.split(STAND_IN);
  return pieces.map((piece, at) => (at % 2 === 0 ? piece : piece.charCodeAt(0) - FIRST_CODE));
}
