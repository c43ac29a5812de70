/** Texts that are themselves in YAML 1.2 and 1.1: no number, date, word of the language, indicator or odd character. */
const PLAIN = /^(?!(?:true|false|null|yes|no|on|off|y|n)$)[A-Za-z_/$][A-Za-z0-9_/.$()+-]*(?: [A-Za-z0-9_/.$()+-]+)*$/i;

/** JSON data as a YAML document in block style. Says the same in YAML 1.2 and in 1.1, of which many readers still are. */
export function toYaml(value: unknown): string {
  return `${blockOf(value, 0).trimStart()}\n`;
}

/** What follows a key or a dash: a scalar behind a space, or lines of their own. */
function blockOf(value: unknown, depth: number): string {
  if (Array.isArray(value)) return value.length === 0 ? " []" : `\n${value.map((item) => itemOf(item, depth)).join("\n")}`;
  if (typeof value === "object" && value !== null) return mappingOf(value, depth);
  return ` ${scalarOf(value)}`;
}

function mappingOf(value: object, depth: number): string {
  const entries = Object.entries(value).filter(([, item]) => item !== undefined);
  if (entries.length === 0) return " {}";
  const margin = "  ".repeat(depth);
  return `\n${entries.map(([key, item]) => `${margin}${scalarOf(key)}:${blockOf(item, depth + 1)}`).join("\n")}`;
}

/** The first line of what an item holds stands behind its dash. */
function itemOf(item: unknown, depth: number): string {
  const block = blockOf(item, depth + 1);
  return `${"  ".repeat(depth)}- ${block.trimStart()}`;
}

/** JSON is YAML, but for a line separator that YAML 1.1 takes for a line break. */
function scalarOf(value: unknown): string {
  if (typeof value !== "string") return JSON.stringify(value);
  if (PLAIN.test(value)) return value;
  return JSON.stringify(value).replaceAll(/[\u007f-\u009f\u2028\u2029\ufeff]/g, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`);
}
