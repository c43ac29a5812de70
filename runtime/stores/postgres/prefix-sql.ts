import { isTooLong, tooLong } from "./names.js";
import { tokenizeSql, type Token } from "./sql-tokens.js";

/** Words behind which the name of a table, an index or a constraint stands. */
const BEFORE_NAME = new Set(["TABLE", "INDEX", "VIEW", "SEQUENCE", "CONSTRAINT", "INTO", "UPDATE", "FROM", "JOIN", "USING", "REFERENCES", "ONLY", "TRUNCATE"]);

/** Words that may come between the two. */
const BETWEEN = new Set(["IF", "NOT", "EXISTS", "CONCURRENTLY", "ONLY", "LATERAL", "TABLE"]);

/** Words that begin a list of names with commas, and those that end one. */
const LISTS = new Set(["FROM", "TABLE", "INDEX", "VIEW", "SEQUENCE", "TRUNCATE"]);
const AFTER_LIST = new Set(["SELECT", "WHERE", "SET", "GROUP", "ORDER", "HAVING", "LIMIT", "RETURNING", "UNION", "ON", "ADD", "ALTER", "DROP", "RENAME"]);

/** Functions that have FROM among their arguments. */
const FROM_INSIDE = new Set(["EXTRACT", "SUBSTRING", "TRIM", "OVERLAY", "POSITION"]);

/**
 * Puts a prefix before the name of every table, index and constraint of a migration, and leaves columns, aliases, types and functions
 * alone. Meant for the SQL that the generator writes, and for what people write like it.
 *
 * @throws CONFIG_INVALID when a name gets longer than PostgreSQL can hold.
 */
export function prefixSql(sql: string, prefix: string): string {
  if (prefix === "") return sql;
  const tokens = tokenizeSql(sql);
  const names = new Set(statementsOf(tokens).flatMap((statement) => findNames(statement)));
  const text = tokens.map((token) => (names.has(token) ? withPrefix(token.text, prefix) : token.text));
  const long = tokens.flatMap((token, at) => (names.has(token) && isTooLong(plainName(text[at] ?? "")) ? [plainName(text[at] ?? "")] : []));
  if (long.length > 0) throw tooLong([...new Set(long)]);
  return text.join("");
}

function withPrefix(name: string, prefix: string): string {
  return name.startsWith('"') ? `"${prefix}${name.slice(1)}` : `${prefix}${name}`;
}

function plainName(name: string): string {
  return name.startsWith('"') ? name.slice(1, -1).replaceAll('""', '"') : name;
}

/** Without blanks and comments. */
function statementsOf(tokens: readonly Token[]): Token[][] {
  const statements: Token[][] = [[]];
  for (const token of tokens) {
    if (token.text === ";") statements.push([]);
    else if (token.kind !== "blank") statements.at(-1)?.push(token);
  }
  return statements;
}

/** What is open around a place in a statement. */
interface Level {
  /** The word before the parenthesis. */
  readonly opener: string;
  isList: boolean;
}

function findNames(statement: readonly Token[]): Token[] {
  const queries = namedQueries(statement);
  const levels: Level[] = [{ opener: "", isList: false }];
  const names: Token[] = [];
  for (const at of statement.keys()) {
    const word = wordAt(statement, at);
    const level = levels.at(-1);
    if (word === "(") levels.push({ opener: wordAt(statement, at - 1), isList: false });
    else if (word === ")") levels.pop();
    if (level === undefined) continue;
    if (LISTS.has(word)) level.isList = true;
    else if (AFTER_LIST.has(word)) level.isList = false;
    const comesName = word === "," ? level.isList : isBeforeName(statement, at, level);
    const name = comesName ? nameBehind(statement, at) : undefined;
    if (name !== undefined && isRelation(statement, name, queries, word)) names.push(...statement.slice(name, name + 1));
  }
  return names;
}

function isBeforeName(statement: readonly Token[], at: number, { opener }: Level): boolean {
  const [word, before, next] = [wordAt(statement, at), wordAt(statement, at - 1), wordAt(statement, at + 1)];
  const first = wordAt(statement, 0);
  if (word === "TO") return before === "RENAME" || (wordAt(statement, at - 3) === "RENAME" && wordAt(statement, at - 2) === "CONSTRAINT");
  if (word === "ON") return first === "CREATE" && !["DELETE", "UPDATE"].includes(next);
  if (!BEFORE_NAME.has(word)) return false;
  if (word === "UPDATE") return at === 0 || before === "(" || before === ")";
  if (word === "FROM") return before !== "DISTINCT" && !FROM_INSIDE.has(opener);
  // `CREATE INDEX … USING gin (…)` and `JOIN … USING (…)` name no table; `DELETE … USING …` does.
  if (word === "USING") return first === "DELETE";
  return true;
}

/** Where the name stands: the last part of `schema.table`. */
function nameBehind(statement: readonly Token[], at: number): number | undefined {
  let place = at + 1;
  while (BETWEEN.has(wordAt(statement, place))) place++;
  while (wordAt(statement, place + 1) === ".") place += 2;
  const kind = statement[place]?.kind;
  return kind === "word" || kind === "quoted" ? place : undefined;
}

/** Not a function, a query that the statement itself names, or the ON of an index without a name. */
function isRelation(statement: readonly Token[], at: number, queries: ReadonlySet<string>, before: string): boolean {
  const isCall = ["FROM", "JOIN", ","].includes(before) && wordAt(statement, at + 1) === "(";
  return !isCall && !queries.has(plainName(statement[at]?.text ?? "").toLowerCase()) && !["ON", "SELECT", "SET"].includes(wordAt(statement, at));
}

/** The names in `WITH name AS (…)`. */
function namedQueries(statement: readonly Token[]): Set<string> {
  if (!statement.some((_, at) => wordAt(statement, at) === "WITH")) return new Set();
  const isQuery = (at: number) => {
    if (wordAt(statement, at + 1) !== "AS") return false;
    const behind = [2, 3, 4].map((step) => wordAt(statement, at + step));
    return behind.slice(0, behind.indexOf("(")).every((word) => ["NOT", "MATERIALIZED"].includes(word)) && behind.includes("(");
  };
  return new Set(statement.flatMap(({ text }, at) => (isQuery(at) ? [plainName(text).toLowerCase()] : [])));
}

/** In capitals; a quoted name is no word. */
function wordAt(statement: readonly Token[], at: number): string {
  const token = statement[at];
  return token === undefined || token.kind === "quoted" ? "" : token.text.toUpperCase();
}
