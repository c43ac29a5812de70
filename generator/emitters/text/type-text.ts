import { MAX_WIDTH, textWidth } from "../../render/width.js";

/** A type of emitted code, before it is known where its lines break. */
export type TypeText =
  | { readonly kind: "name"; readonly text: string }
  /** At least two members, none of them a union. */
  | { readonly kind: "union"; readonly members: readonly TypeText[] }
  | { readonly kind: "array"; readonly items: TypeText; readonly readonly: boolean };

/** A property of an interface at the beginning of a line, with its semicolon: `title: string;`, broken as prettier would. */
export function layOutProperty(key: string, type: TypeText, margin: number): string {
  const line = `${key}: ${typeLine(type)};`;
  if (margin + textWidth(line) <= MAX_WIDTH) return line;
  return type.kind === "union" ? `${key}:\n${layOutUnion(type.members, margin + 2, 1)};` : `${key}: ${layOutType(type, margin)};`;
}

/** The type on one line. */
export function typeLine(type: TypeText): string {
  switch (type.kind) {
    case "name":
      return type.text;
    case "union":
      return type.members.map(typeLine).join(" | ");
    case "array":
      return `${prefix(type)}${needsParentheses(type.items) ? `(${typeLine(type.items)})` : typeLine(type.items)}[]`;
  }
}

function layOutType(type: TypeText, margin: number): string {
  if (type.kind !== "array") return typeLine(type);
  const { items } = type;
  if (items.kind === "union") {
    return `${prefix(type)}(\n${layOutUnion(items.members, margin + 2, 0)}\n${" ".repeat(margin)})[]`;
  }
  const text = layOutType(items, margin);
  return `${prefix(type)}${needsParentheses(items) ? `(${text})` : text}[]`;
}

/** On lines of its own: one if that is enough, with room for `tail` columns behind it, else one for each member. */
function layOutUnion(members: readonly TypeText[], margin: number, tail: number): string {
  const indent = " ".repeat(margin);
  const line = indent + members.map(typeLine).join(" | ");
  if (textWidth(line) + tail <= MAX_WIDTH) return line;
  return members
    .map((member, at) => {
      const alone = `${indent}| ${typeLine(member)}`;
      const room = at === members.length - 1 ? MAX_WIDTH - tail : MAX_WIDTH;
      return textWidth(alone) <= room ? alone : `${indent}| ${layOutType(member, margin + 2)}`;
    })
    .join("\n");
}

/** In front of `[]`. */
function needsParentheses(items: TypeText): boolean {
  return items.kind === "union" || (items.kind === "array" && items.readonly);
}

function prefix(type: { readonly readonly: boolean }): string {
  return type.readonly ? "readonly " : "";
}
