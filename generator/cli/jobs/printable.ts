/** Text from outside in one line, in which nothing can steer a terminal. */
export function toLine(text: string): string {
  return text.replace(/[\r\n][^]*$/, " …").replaceAll(/[\p{Cc}\u2028\u2029]/gu, "\uFFFD");
}

/** Text of many lines, in which nothing else can steer a terminal. */
export function toText(text: string): string {
  return text.replaceAll(/[^\P{Cc}\n\t]/gu, "\uFFFD");
}

/** Data of a job, as JSON; numbers too large for it as text. */
export function toJson(value: unknown, indent = 2): string {
  return JSON.stringify(value, (_, each: unknown) => (typeof each === "bigint" ? String(each) : each), indent) ?? "null";
}
