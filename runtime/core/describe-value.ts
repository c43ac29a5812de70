const LONGEST = 60;

/** A value as a message for people shows it: as JSON while that is short, else what kind of value it is. */
export function describeValue(value: unknown): string {
  if (Array.isArray(value)) return "a list";
  if (value instanceof Date) return "an invalid date";
  if (typeof value === "object" && value !== null) return "an object";
  if (typeof value === "string") return JSON.stringify(shorten(value));
  return typeof value === "function" || typeof value === "symbol" ? `a ${typeof value}` : String(value);
}

/** `"a", "b" or "c"`. */
export function describeChoice(values: readonly unknown[]): string {
  const texts = values.map(describeValue);
  const last = texts.pop() ?? "nothing";
  return texts.length === 0 ? last : `${texts.join(", ")} or ${last}`;
}

function shorten(text: string): string {
  return text.length <= LONGEST ? text : `${text.slice(0, LONGEST)}…`;
}
