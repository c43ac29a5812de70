import type { IndexedValue } from "../core/resource.js";
import type { ModelIndex } from "../stores/model-index.js";
import { compileAfter } from "./compile-after.js";
import { compileCondition, META_ALIAS, toColumn, type CompileContext } from "./compile-condition.js";
import type { Dialect } from "./dialects/dialect.js";
import type { Query } from "./query.js";
import { searchableFields } from "./searchable-fields.js";

export { META_ALIAS };

/** A part of a statement, and the values of its parameters in their order. */
export interface SqlFragment {
  readonly sql: string;
  readonly parameters: readonly IndexedValue[];
}

/**
 * The end of a SELECT over the model's meta table, which may be joined with others:
 * `WHERE NOT m."is_deleted" AND m."data_status" IS ? ORDER BY m."updated_time" DESC, m."resource_id" DESC LIMIT ? OFFSET ?`.
 * The query must have been checked. Names come from the index alone, and every value is a parameter.
 */
export function compileSearch(dialect: Dialect, index: ModelIndex, query: Query): SqlFragment {
  return compileWith(dialect, index, (context) => {
    const filter = compileFilter(context, query);
    const after = query.after === null ? [] : [compileAfter(context, query.orderBy, query.after)];
    const order = query.orderBy.map(({ field, direction }) => dialect.order(toColumn(context, field), direction, context.fields.get(field)?.neverNull === true));
    const where = toWhere([...filter, ...after]);
    return `${where}ORDER BY ${order.join(", ")} LIMIT ${context.bind(query.limit)} OFFSET ${context.bind(query.offset)}`;
  });
}

/** The end of a SELECT over the model's meta table that takes all that meets a checked condition: for counting. */
export function compileWhere(dialect: Dialect, index: ModelIndex, filter: Pick<Query, "where" | "includeDeleted">): SqlFragment {
  return compileWith(dialect, index, (context) => toWhere(compileFilter(context, filter)).trimEnd());
}

function compileWith(dialect: Dialect, index: ModelIndex, compile: (context: CompileContext) => string): SqlFragment {
  const parameters: IndexedValue[] = [];
  const bind = (value: IndexedValue) => dialect.placeholder(parameters.push(dialect.toParameter(value)));
  const sql = compile({ dialect, fields: searchableFields(index), bind });
  return { sql, parameters };
}

function toWhere(terms: readonly string[]): string {
  return terms.length === 0 ? "" : `WHERE ${terms.join(" AND ")} `;
}

function compileFilter(context: CompileContext, { where, includeDeleted }: Pick<Query, "where" | "includeDeleted">): string[] {
  const visible = includeDeleted ? [] : [`NOT ${META_ALIAS}.${context.dialect.quote("is_deleted")}`];
  if (where === null) return visible;
  // At the top an `and` needs no parentheses: each of its conditions is a term of its own.
  const conditions = where.kind === "and" ? where.conditions : [where];
  return [...visible, ...conditions.map((condition) => compileCondition(context, condition))];
}
