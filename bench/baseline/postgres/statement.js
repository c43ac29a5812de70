import { createHash } from "node:crypto";

/** @typedef {{ name: string, text: string, parameters: readonly string[] }} Compiled */

/** @type {Map<string, Compiled>} */
const compiled = new Map();

/**
 * A statement as pg takes it, prepared once per connection: `@name` becomes `$1`.
 *
 * @param {string} sql
 * @param {object} parameters by their names
 */
export function toStatement(sql, parameters) {
  const { name, text, parameters: names } = compiled.get(sql) ?? compile(sql);
  const values = new Map(Object.entries(parameters));
  return { name, text, values: names.map((each) => values.get(each)) };
}

/** @param {string} sql */
function compile(sql) {
  const parameters = [...new Set(sql.match(/(?<=@)\w+/g))];
  const text = sql.replaceAll(/@(\w+)/g, (_, name) => `$${parameters.indexOf(name) + 1}`);
  const entry = { name: createHash("sha1").update(sql).digest("hex"), text, parameters };
  compiled.set(sql, entry);
  return entry;
}
