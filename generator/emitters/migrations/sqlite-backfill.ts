import type { IndexedType } from "../../ir/model.js";
import { toLevels, type AddedColumn, type Level } from "./column-levels.js";
import { identifier, quote } from "./sql-text.js";

export function backfillSqlite(table: string, columns: readonly AddedColumn[]): string {
  return [
    `UPDATE ${identifier(table)} SET (${columns.map(({ column }) => identifier(column.name)).join(", ")}) = (`,
    "  SELECT",
    columns.map((column) => `    ${columnValue(column)}`).join(",\n"),
    `  FROM specstar_payload AS p WHERE p.uid = ${identifier(table)}.payload_uid`,
    ");",
  ].join("\n");
}

const JSON_TYPES: Readonly<Record<IndexedType, readonly string[]>> = {
  text: ["text"],
  integer: ["integer"],
  real: ["integer", "real"],
  boolean: ["true", "false"],
  date: ["text"],
};

function columnValue(added: AddedColumn): string {
  const [first, ...others] = toLevels(added);
  const { type } = added.column;
  const isOfType = (jsonType: string) => `${jsonType} IN (${JSON_TYPES[type].map(quote).join(", ")})`;
  const place = placeIn("p.data", first);
  if (others.length === 0) return `CASE WHEN ${isOfType(`json_type(${place})`)} THEN json_extract(${place}) END`;
  const list = elements([first, ...others], isOfType, type === "boolean");
  return `CASE WHEN json_type(${place}) = ${quote(jsonContainer(first))} THEN (${list}) END`;
}

/** The values that lie in the lists, each once, as one JSON array. */
function elements(levels: readonly Level[], isOfType: (jsonType: string) => string, isBoolean: boolean): string {
  const sources: string[] = [];
  const conditions: string[] = [];
  for (const [at, level] of levels.entries()) {
    const place = placeIn(at === 0 ? "p.data" : element(at), level);
    if (level.container !== null) sources.push(`json_each(${place}) AS e${at + 1}`);
    if (level.container !== null && at > 0) conditions.push(`json_type(${place}) = ${quote(jsonContainer(level))}`);
    if (level.container !== null) continue;
    const isElement = level.ways.every((way) => way.length === 0);
    const jsonType = isElement ? `e${at}.type` : `json_type(${place})`;
    const value = isElement ? `e${at}.value` : `json_extract(${place})`;
    const values = `SELECT DISTINCT ${isBoolean ? jsonType : value} AS v FROM ${sources.join(", ")} WHERE ${[...conditions, isOfType(jsonType)].join(" AND ")}`;
    return `SELECT json_group_array(${isBoolean ? "json(v)" : "v"}) FROM (${values})`;
  }
  return "NULL";
}

/** An element as JSON to look into; what can't be looked into is null there. */
function element(at: number): string {
  return `CASE WHEN e${at}.type IN ('object', 'array') THEN e${at}.value ELSE 'null' END`;
}

function jsonContainer({ container }: Level): string {
  return container === "list" ? "array" : "object";
}

/** The two arguments that SQLite's JSON functions take: the first of the ways that the data has, else the last. */
function placeIn(data: string, { ways }: Level): string {
  const [last = "'$'", ...others] = ways.map((way) => quote(jsonPath(way))).toReversed();
  const path = others.reduce((rest, way) => `CASE WHEN json_type(${data}, ${way}) IS NOT NULL THEN ${way} ELSE ${rest} END`, last);
  return `${data}, ${path}`;
}

/** `$.address.city`. */
function jsonPath(keys: readonly string[]): string {
  return `$${keys.map((key) => `.${/^[A-Za-z_]\w*$/.test(key) ? key : JSON.stringify(key)}`).join("")}`;
}
