import { broken, group, indent, join, line, print, softLine, toFlat, type Piece } from "./piece.js";

/** A type of emitted code, before it is known where its lines break. */
export type TypeText =
  | { readonly kind: "name"; readonly text: string }
  /** `A & B`. */
  | { readonly kind: "join"; readonly members: readonly string[] }
  /** At least two members, none of them a union. */
  | { readonly kind: "union"; readonly members: readonly TypeText[] }
  | { readonly kind: "array"; readonly items: TypeText; readonly readonly: boolean }
  | { readonly kind: "tuple"; readonly items: readonly TupleItemText[]; readonly readonly: boolean }
  | RecordText;

/** `{ [key: string]: number }`. */
export interface RecordText {
  readonly kind: "record";
  readonly keys: TypeText;
  readonly values: TypeText;
  readonly readonly: boolean;
}

export interface TupleItemText {
  readonly type: TypeText;
  readonly label: string | null;
  readonly mark: "optional" | "rest" | null;
}

/** A property of an interface at the beginning of a line, with its semicolon: `title: string;`, broken as prettier would. */
export function layOutProperty(key: string, type: TypeText, margin: number): string {
  return print([key, ": ", standing(type), ";"], margin);
}

/** What an interface says of all other keys, as a property: `[key: string]: number;`. */
export function layOutIndexSignature(type: RecordText, margin: number): string {
  return print([signature(type), ";"], margin);
}

/** `export type Payment = Card | Iban;` */
export function layOutAlias(name: string, type: TypeText): string {
  return print([`export type ${name} = `, standing(type), ";"], 0);
}

/** The type on one line. */
export function typeLine(type: TypeText): string {
  return toFlat(toPiece(type));
}

/** Behind a colon or an equals sign, where a union goes to the next line. */
function standing(type: TypeText): Piece {
  return type.kind === "union" && !isHugged(type.members) ? group(indent(softLine, unionPiece(type.members))) : toPiece(type);
}

function toPiece(type: TypeText): Piece {
  switch (type.kind) {
    case "name":
      return type.text;
    case "join":
      return isOpen(type.members) ? type.members.join(" & ") : group(indent(join([" &", line], type.members)));
    case "union":
      return unionPiece(type.members);
    case "array":
      return [prefix(type), enclosed(type.items), "[]"];
    case "tuple":
      return type.items.length === 0 ? `${prefix(type)}[]` : [prefix(type), tuplePiece(type.items)];
    case "record":
      return group("{", indent(line, signature(type), broken(";")), line, "}");
  }
}

function signature(type: RecordText): Piece {
  return [prefix(type), group("[", indent(softLine, "key: ", toPiece(type.keys)), softLine, "]"), ": ", standing(type.values)];
}

function unionPiece(members: readonly TypeText[]): Piece {
  if (isHugged(members)) return join(" | ", members.map(toPiece));
  return group(broken("| "), join([line, "| "], members.map((member) => indent(member.kind === "join" ? enclosed(member) : toPiece(member)))));
}

function tuplePiece(items: readonly TupleItemText[]): Piece {
  const pieces = items.map((item) => itemPiece(item, items.length === 1));
  return group("[", indent(softLine, join([",", line], pieces), broken(",")), softLine, "]");
}

function itemPiece({ type, label, mark }: TupleItemText, isAlone: boolean): Piece {
  if (mark === "rest") return ["...", label === null ? "" : `${label}: `, toPiece({ kind: "array", items: type, readonly: false })];
  if (label !== null) return [label, mark === null ? ": " : "?: ", standing(type)];
  if (mark === "optional") return [enclosed(type), "?"];
  if (type.kind !== "union" || isAlone || isHugged(type.members)) return toPiece(type);
  return group(indent(broken("(", softLine), unionPiece(type.members)), softLine, broken(")"));
}

/** In front of `[]` or `?`: in parentheses where these would take a part only. */
function enclosed(type: TypeText): Piece {
  if (type.kind === "union" && !isHugged(type.members)) return group("(", indent(softLine, unionPiece(type.members)), softLine, ")");
  const needsThem = type.kind === "union" || type.kind === "join" || ((type.kind === "array" || type.kind === "tuple") && type.readonly);
  return needsThem ? ["(", toPiece(type), ")"] : toPiece(type);
}

/** A lone object type beside null keeps its brackets on the line, and a lone name its bar. */
function isHugged(members: readonly TypeText[]): boolean {
  const others = members.filter((member) => member.kind !== "name" || member.text !== "null");
  const [other] = others;
  return others.length === 1 && other !== undefined && (other.kind === "record" || (other.kind === "name" && isDeclared(other.text)));
}

/** `string & {}` stays on its line. */
function isOpen(members: readonly string[]): boolean {
  return members.includes("{}");
}

/** Whether a text names a type that somebody has declared. */
function isDeclared(text: string): boolean {
  return /^[\p{ID_Start}$_]/u.test(text) && !/^(string|number|boolean|bigint|unknown|true|false)$/.test(text);
}

function prefix({ readonly }: { readonly readonly: boolean }): string {
  return readonly ? "readonly " : "";
}
