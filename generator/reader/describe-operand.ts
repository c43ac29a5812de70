import type { Part } from "./reader.js";

/** What an operand is called in a message. */
export function describeOperand(part: Part): string {
  switch (part.kind) {
    case "value":
      return part.value.type.kind === "named" ? `\`${part.value.type.name}\`` : `A type of the kind ${part.value.type.kind}`;
    case "markers":
      return "A marker";
    case "empty":
      return "`{}`";
    default:
      return `\`${part.kind}\``;
  }
}
