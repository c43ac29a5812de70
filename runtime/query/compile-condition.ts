import type { IndexedValue } from "../core/resource.js";
import type { Bind, Dialect } from "./dialects/dialect.js";
import type { CompareOp, Condition } from "./query.js";
import type { SearchableField } from "./searchable-fields.js";

/** The alias that a statement must give the model's meta table: `FROM "issue" AS m`. */
export const META_ALIAS = "m";

/** What every part of one compilation shares. */
export interface CompileContext {
  readonly dialect: Dialect;
  readonly fields: ReadonlyMap<string, SearchableField>;
  readonly bind: Bind;
}

/** A field's column, qualified. */
export function toColumn({ dialect, fields }: CompileContext, field: string): string {
  const column = fields.get(field)?.column;
  if (column === undefined) throw new Error(`Unchecked query: there is no field ${JSON.stringify(field)}.`);
  return `${META_ALIAS}.${dialect.quote(column)}`;
}

/**
 * True where the condition holds. Where it doesn't, the answer may be null instead of false; AND and OR keep the two
 * alike, and NOT is written `IS NOT TRUE`, which takes both for false.
 */
export function compileCondition(context: CompileContext, condition: Condition): string {
  switch (condition.kind) {
    case "compare":
      return compileComparison(context, toColumn(context, condition.field), condition.op, condition.value);
    case "in":
      return compileIn(context, toColumn(context, condition.field), condition.values);
    case "has":
      return context.dialect.has(toColumn(context, condition.field), condition.value, context.bind);
    case "match":
      return compileMatch(context, condition);
    case "and":
      return join(context, condition.conditions, " AND ", "TRUE");
    case "or":
      return join(context, condition.conditions, " OR ", "FALSE");
    case "not":
      return `(${compileCondition(context, condition.condition)}) IS NOT TRUE`;
  }
}

function join(context: CompileContext, conditions: readonly Condition[], operator: string, none: string): string {
  if (conditions.length === 0) return none;
  return `(${conditions.map((condition) => compileCondition(context, condition)).join(operator)})`;
}

const ORDERINGS = { gt: ">", ge: ">=", lt: "<", le: "<=" } as const;

/** One comparison of a column with a value; the exact opposite of another only for `eq` and `ne`. */
export function compileComparison({ dialect, bind }: CompileContext, column: string, op: CompareOp, value: IndexedValue): string {
  if (op === "eq") return value === null ? `${column} IS NULL` : dialect.isSame(column, bind(value));
  if (op === "ne") return value === null ? `${column} IS NOT NULL` : dialect.isDifferent(column, bind(value));
  return value === null ? "FALSE" : `${column} ${ORDERINGS[op]} ${bind(value)}`;
}

function compileIn({ bind }: CompileContext, column: string, values: readonly IndexedValue[]): string {
  const placeholders = values.filter((value) => value !== null).map(bind);
  const options = placeholders.length === 0 ? [] : [`${column} IN (${placeholders.join(", ")})`];
  if (values.includes(null)) options.push(`${column} IS NULL`);
  return options.length === 0 ? "FALSE" : `(${options.join(" OR ")})`;
}

function compileMatch(context: CompileContext, { field, op, value }: Extract<Condition, { kind: "match" }>): string {
  const column = toColumn(context, field);
  if (op === "like") return context.dialect.like(column, value, context.bind);
  return value === "" ? `${column} IS NOT NULL` : context.dialect.match(op, column, value, context.bind);
}
