import { MAX_WIDTH, textWidth } from "../../render/width.js";

/** A text that knows where it may break, as prettier's documents do. */
export type Piece =
  | string
  | readonly Piece[]
  /** A line end where the group around it is broken, `flat` where it isn't. */
  | { readonly kind: "line"; readonly flat: string }
  /** Is broken when it doesn't fit on its line. */
  | { readonly kind: "group"; readonly content: Piece }
  | { readonly kind: "indent"; readonly content: Piece }
  /** Only there where the group around it is broken. */
  | { readonly kind: "broken"; readonly content: Piece };

export const line: Piece = { kind: "line", flat: " " };
export const softLine: Piece = { kind: "line", flat: "" };
export const group = (...content: readonly Piece[]): Piece => ({ kind: "group", content });
export const indent = (...content: readonly Piece[]): Piece => ({ kind: "indent", content });
export const broken = (...content: readonly Piece[]): Piece => ({ kind: "broken", content });

/** The pieces with a separator between each two. */
export function join(separator: Piece, pieces: readonly Piece[]): Piece {
  return pieces.flatMap((piece, at) => (at === 0 ? [piece] : [separator, piece]));
}

/** A piece that is still to be printed, and how. */
interface Part {
  readonly piece: Piece;
  readonly margin: number;
  readonly isBroken: boolean;
}

/** The text on one line. */
export function toFlat(piece: Piece): string {
  if (typeof piece === "string") return piece;
  if (isList(piece)) return piece.map(toFlat).join("");
  if (piece.kind === "line") return piece.flat;
  return piece.kind === "broken" ? "" : toFlat(piece.content);
}

/** Prints a piece at the beginning of a line that is indented by `margin`, which is not printed. */
export function print(piece: Piece, margin: number): string {
  const parts: Part[] = [{ piece, margin, isBroken: true }];
  let text = "";
  for (let part = parts.pop(); part !== undefined; part = parts.pop()) {
    const { piece: next, margin: indentation, isBroken } = part;
    if (typeof next === "string") text += next;
    else if (isLineEnd(part)) text = `${text.trimEnd()}\n${" ".repeat(indentation)}`;
    else if (!isList(next) && next.kind === "group") {
      const flat = toFlat(next.content);
      if (!isBroken || fits(flat, parts, columnOf(text, margin))) text += flat;
      else parts.push({ ...part, piece: next.content });
    } else parts.push(...within(part));
  }
  return text;
}

/** Whether a text fits on the line, together with what follows it up to the first place that may break. */
function fits(flat: string, rest: readonly Part[], column: number): boolean {
  let room = MAX_WIDTH - column - textWidth(flat);
  if (room < 0) return false;
  const parts = [...rest];
  for (let part = parts.pop(); part !== undefined && room >= 0; part = parts.pop()) {
    if (isLineEnd(part)) return true;
    if (typeof part.piece === "string") room -= textWidth(part.piece);
    else parts.push(...within(part));
  }
  return room >= 0;
}

/** The parts of a part, the last one first. */
function within(part: Part): Part[] {
  const { piece, margin, isBroken } = part;
  if (typeof piece === "string") return [];
  if (isList(piece)) return piece.map((inner) => ({ ...part, piece: inner })).toReversed();
  switch (piece.kind) {
    case "line":
      return [{ ...part, piece: piece.flat }];
    case "group":
      return [{ ...part, piece: piece.content }];
    case "indent":
      return [{ ...part, piece: piece.content, margin: margin + 2 }];
    case "broken":
      return isBroken ? [{ ...part, piece: piece.content }] : [];
  }
}

function isLineEnd({ piece, isBroken }: Part): boolean {
  return isBroken && typeof piece !== "string" && !isList(piece) && piece.kind === "line";
}

function columnOf(text: string, margin: number): number {
  const start = text.lastIndexOf("\n");
  return start === -1 ? margin + textWidth(text) : textWidth(text.slice(start + 1));
}

function isList(piece: Exclude<Piece, string>): piece is readonly Piece[] {
  return Array.isArray(piece);
}
