/** Adds lines that a file of lines, such as a .gitignore, lacks; what is there stays as it is. */
export function addLines(found: string | undefined, lines: readonly string[]): string {
  const text = found ?? "";
  const present = new Set(text.split(/\r?\n/).map((line) => line.trim()));
  const missing = lines.filter((line) => !present.has(line));
  if (missing.length === 0) return text;
  const end = text.includes("\r\n") ? "\r\n" : "\n";
  const start = text === "" || text.endsWith("\n") ? text : text + end;
  return start + missing.map((line) => line + end).join("");
}
