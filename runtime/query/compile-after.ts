import type { IndexedValue } from "../core/resource.js";
import { compileComparison, toColumn, type CompileContext } from "./compile-condition.js";
import type { Order } from "./query.js";

/**
 * True for the rows that come after the one with these values in the fields of `orderBy`. Each field adds a bound that
 * an index can start at, and then "differs, or the fields that follow come after", for the rows that share its value:
 * `a >= ? AND (a IS NOT ? OR b > ?)`. There is no range in that OR that a planner could prefer to the bound.
 */
export function compileAfter(context: CompileContext, orderBy: readonly Order[], after: readonly IndexedValue[]): string {
  const [order, ...nextOrders] = orderBy;
  const [value = null, ...nextValues] = after;
  if (order === undefined) return "FALSE";
  if (nextOrders.length === 0) return compileBound(context, order, value, "strict");
  const bound = compileBound(context, order, value, "inclusive");
  const differs = compileComparison(context, toColumn(context, order.field), "ne", value);
  return `${bound} AND (${differs} OR (${compileAfter(context, nextOrders, nextValues)}))`;
}

/** Whether the row's value comes after this one, or is the same if that is included. Null comes before every value. */
function compileBound(context: CompileContext, { field, direction }: Order, value: IndexedValue, kind: "strict" | "inclusive"): string {
  const column = toColumn(context, field);
  if (value === null && direction === "asc") return kind === "strict" ? `${column} IS NOT NULL` : "TRUE";
  if (value === null) return kind === "strict" ? "FALSE" : `${column} IS NULL`;
  if (direction === "asc") return compileComparison(context, column, kind === "strict" ? "gt" : "ge", value);
  const before = compileComparison(context, column, kind === "strict" ? "lt" : "le", value);
  return context.fields.get(field)?.neverNull === true ? before : `(${before} OR ${column} IS NULL)`;
}
