import type { Constant, Project } from "../../ir/model.js";
import type { FieldType, TupleType, UnionType, Value } from "../../ir/type.js";
import { casesOf, collectDeclarations, findReviving, findTested, isReviving, type Declaration, type Declarations } from "./declarations.js";

/** What a value's JSON has to be told of, as the client's `Shape` has it: plain data. */
export type Shape = Constant;

interface Context {
  readonly declarations: Declarations;
  readonly reviving: ReadonlySet<string>;
  /** Whether everything is told, so that the client can say which values fit; else only what leads to a date or a bigint. */
  readonly isWhole: boolean;
}

/** The shapes of a project's models and named types, by name. A type without dates and bigints is there only if it has to be told from others. */
export function shapeTable(project: Project): ReadonlyMap<string, Shape> {
  const declarations = collectDeclarations(project);
  const reviving = findReviving(declarations);
  const tested = findTested(declarations, reviving);
  const told = [...declarations].filter(([name]) => reviving.has(name) || tested.has(name)).sort(([a], [b]) => (a < b ? -1 : 1));
  return new Map(told.map(([name, declaration]) => [name, declarationShape(declaration, { declarations, reviving, isWhole: tested.has(name) })]));
}

function declarationShape(declaration: Declaration, context: Context): Shape {
  if (declaration.kind === "enum") return { values: declaration.values };
  if (declaration.kind === "alias") return valueShape(declaration.value, context);
  const { fields, rest } = declaration;
  const told = fields.filter(({ type }) => isTold(type, context));
  const optional = told.filter((field) => context.isWhole && field.optional).map(({ name }) => name);
  return {
    fields: Object.fromEntries(told.map((field) => [field.name, valueShape(field, context)])),
    ...(optional.length > 0 ? { optional } : {}),
    ...(rest !== null && isTold(rest, context) ? { rest: valueShape(rest.values, context) } : {}),
  };
}

function isTold(type: FieldType, { isWhole, reviving }: Context): boolean {
  return isWhole || isReviving(type, reviving);
}

function valueShape({ type, nullable }: Value, context: Context): Shape {
  if (!isTold(type, context)) return "json";
  const shape = typeShape(type, context);
  return nullable && context.isWhole ? { oneOf: [shape, "null"] } : shape;
}

/** Types without parts, all but those that name their values. */
const SIMPLE: Partial<Readonly<Record<FieldType["kind"], Shape>>> = {
  date: "date",
  bigint: "bigint",
  number: "number",
  boolean: "boolean",
  json: "json",
  string: "string",
  decimal: "string",
  template: "string",
  reference: "string",
  binary: { fields: { fileId: "string", size: "number", contentType: "string", name: "string" }, optional: ["name"] },
};

function typeShape(type: FieldType, context: Context): Shape {
  switch (type.kind) {
    case "literal":
      return { values: type.values };
    case "enumMember":
      return { values: [type.value] };
    case "array":
      return { items: valueShape(type.items, context) };
    case "tuple":
      return tupleShape(type, context);
    case "record":
      return { record: valueShape(type.values, context) };
    case "union":
      return unionShape(type, context);
    case "named":
      return { type: type.name };
    default:
      return SIMPLE[type.kind] ?? "json";
  }
}

function tupleShape({ items, rest }: TupleType, context: Context): Shape {
  return {
    tuple: items.map((item) => valueShape(item, context)),
    min: items.filter(({ optional }) => !optional).length,
    ...(rest === null ? {} : { rest: valueShape(rest, context) }),
  };
}

/** Where only some members have to be told, they are told in full: the first that fits is taken. */
function unionShape(union: UnionType, context: Context): Shape {
  const cases = casesOf(union, context.declarations);
  if (cases !== null) {
    const told = [...cases].filter(([, member]) => isTold(member, context));
    return { by: union.discriminator, cases: Object.fromEntries(told.map(([tag, member]) => [tag, typeShape(member, context)])) };
  }
  const told = union.members.filter((member) => isTold(member, context));
  return { oneOf: told.map((member) => typeShape(member, { ...context, isWhole: true })) };
}
