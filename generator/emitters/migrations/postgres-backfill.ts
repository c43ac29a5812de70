import type { IndexedType } from "../../ir/model.js";
import { toLevels, type AddedColumn, type Level } from "./column-levels.js";
import { identifier, quote } from "./sql-text.js";

/** Characters that PostgreSQL's text can't hold, U+0000 and half surrogates, become U+FFFD: jsonb would refuse the whole text for them. */
const READABLE = String.raw`regexp_replace(p.data, '(?<!\\)((\\\\)*)\\u(0000|[dD][89a-fA-F][0-9a-fA-F]{2})', '\1\\ufffd', 'g')`;

export function backfillPostgres(table: string, columns: readonly AddedColumn[]): string {
  return [
    "WITH current_data AS MATERIALIZED (",
    "  SELECT m.resource_id,",
    String.raw`    CASE WHEN strpos(p.data, '\u') > 0 THEN ${READABLE} ELSE p.data END::jsonb AS data`,
    `  FROM ${identifier(table)} AS m JOIN specstar_payload AS p ON p.uid = m.payload_uid`,
    ")",
    `UPDATE ${identifier(table)} AS m SET`,
    columns.map((column) => `  ${identifier(column.column.name)} = ${columnValue(column)}`).join(",\n"),
    "FROM current_data AS p WHERE p.resource_id = m.resource_id;",
  ].join("\n");
}

function columnValue(added: AddedColumn): string {
  const [first, ...others] = toLevels(added);
  const { type } = added.column;
  const place = placeIn("p.data", first);
  if (others.length === 0) return toValue(place, type);
  return `CASE WHEN ${isContainer(place, first)} THEN array_remove(ARRAY(${elements([first, ...others], type)}), NULL) END`;
}

/** The values that lie in the lists, each once. */
function elements(levels: readonly Level[], type: IndexedType): string {
  const sources: string[] = [];
  let place = "p.data";
  for (const [at, level] of levels.entries()) {
    place = placeIn(at === 0 ? "p.data" : `e${at}.value`, level);
    if (level.container === null) continue;
    const [read, empty] = level.container === "list" ? ["jsonb_array_elements", "'[]'"] : ["jsonb_each", "'{}'"];
    const columns = level.container === "list" ? "(value)" : "(key, value)";
    sources.push(`${read}(CASE WHEN ${isContainer(place, level)} THEN ${place} ELSE ${empty} END) AS e${at + 1}${columns}`);
  }
  return `SELECT DISTINCT ${toValue(place, type)} FROM ${sources.join(", ")}`;
}

/** The value where it has the JSON type of the field, else null. */
function toValue(place: string, type: IndexedType): string {
  const text = `(${place} #>> '{}')`;
  switch (type) {
    case "text":
    case "date":
      return `CASE WHEN jsonb_typeof(${place}) = 'string' THEN ${text} END`;
    case "boolean":
      return `CASE WHEN jsonb_typeof(${place}) = 'boolean' THEN ${text}::boolean END`;
    case "real":
      return `CASE WHEN jsonb_typeof(${place}) = 'number' THEN ${text}::double precision END`;
    case "integer": {
      const isSafe = `${text}::numeric % 1 = 0 AND abs(${text}::numeric) <= ${Number.MAX_SAFE_INTEGER}`;
      return `CASE WHEN jsonb_typeof(${place}) = 'number' THEN CASE WHEN ${isSafe} THEN ${text}::numeric::bigint END END`;
    }
  }
}

function isContainer(place: string, { container }: Level): string {
  return `jsonb_typeof(${place}) = ${container === "list" ? "'array'" : "'object'"}`;
}

/** The first of the ways that the data has. */
function placeIn(data: string, { ways }: Level): string {
  const all = ways.map((way) => (way.length === 0 ? data : `${data} #> ${quote(arrayText(way))}`));
  return all.length === 1 ? `(${all.join()})` : `COALESCE(${all.join(", ")})`;
}

/** `{address,city}`, as PostgreSQL reads arrays. */
function arrayText(keys: readonly string[]): string {
  return `{${keys.map((key) => (/^[A-Za-z_]\w*$/.test(key) && key.toLowerCase() !== "null" ? key : JSON.stringify(key))).join(",")}}`;
}
