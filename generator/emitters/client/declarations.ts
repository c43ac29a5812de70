import type { Field, Model, Project } from "../../ir/model.js";
import type { FieldType, NamedType, RecordType, UnionType, Value } from "../../ir/type.js";
import { perModel } from "../per-model.js";

/** What a name of the project stands for, as far as the JSON of its values goes. */
export type Declaration =
  | { readonly kind: "object"; readonly fields: readonly Field[]; readonly rest: RecordType | null }
  | { readonly kind: "alias"; readonly value: Value }
  | { readonly kind: "enum"; readonly values: readonly (string | number)[] };

export type Declarations = ReadonlyMap<string, Declaration>;

/** Everything that has a name: models and their types. */
export function collectDeclarations({ models }: Project): Declarations {
  return new Map(models.flatMap((model) => declarationsOf(model, null)));
}

const declarationsOf = perModel(({ name, fields, union, types }: Model): readonly (readonly [string, Declaration])[] => {
  const own: Declaration = union === null ? { kind: "object", fields, rest: null } : { kind: "alias", value: { type: union, nullable: false } };
  return [[name, own], ...types.map((type) => [type.name, toDeclaration(type)] as const)];
});

function toDeclaration(type: NamedType): Declaration {
  if (type.kind === "object") return type;
  return type.kind === "alias" ? { kind: "alias", value: type } : { kind: "enum", values: type.members.map(({ value }) => value) };
}

/** The names of the types that lead to a date or a bigint, however far. */
export function findReviving(declarations: Declarations): ReadonlySet<string> {
  const found = new Set<string>();
  for (let before = -1; before < found.size; ) {
    before = found.size;
    for (const [name, declaration] of declarations) if (typesOf(declaration).some((type) => isReviving(type, found))) found.add(name);
  }
  return found;
}

/** Whether a type leads to a date or a bigint; `names` are the named types that do. */
export function isReviving(type: FieldType, names: ReadonlySet<string>): boolean {
  if (type.kind === "date" || type.kind === "bigint") return true;
  return type.kind === "named" ? names.has(type.name) : partsOf(type).some((part) => isReviving(part, names));
}

/** The names of the types of which the client must be able to say whether a value is one: those behind a union without a discriminator. */
export function findTested(declarations: Declarations, reviving: ReadonlySet<string>): ReadonlySet<string> {
  const found = new Set<string>();
  const reach = (type: FieldType): void => {
    if (type.kind !== "named") return partsOf(type).forEach(reach);
    if (found.has(type.name)) return;
    found.add(type.name);
    typesOf(declarations.get(type.name)).forEach(reach);
  };
  const visit = (type: FieldType): void => {
    if (type.kind === "union" && isReviving(type, reviving) && casesOf(type, declarations) === null) reach(type);
    partsOf(type).forEach(visit);
  };
  for (const declaration of declarations.values()) typesOf(declaration).forEach(visit);
  return found;
}

/** The members of a union by what their discriminator says; null when they must be told apart by trying. */
export function casesOf({ members, discriminator }: UnionType, declarations: Declarations): ReadonlyMap<string, FieldType> | null {
  if (discriminator === null) return null;
  const pairs = members.flatMap((member) => tagsOf(member, discriminator, declarations).map((tag) => [tag, member] as const));
  const cases = new Map(pairs.map(([tag, member]) => [String(tag), member]));
  return cases.size === pairs.length && members.every((member) => pairs.some(([, each]) => each === member)) ? cases : null;
}

function tagsOf(member: FieldType, discriminator: string, declarations: Declarations): readonly (string | number | boolean)[] {
  const declaration = member.kind === "named" ? declarations.get(member.name) : undefined;
  const type = declaration?.kind === "object" ? declaration.fields.find(({ name }) => name === discriminator)?.type : undefined;
  return type === undefined ? [] : literalsIn(type, declarations);
}

/** All values of a type that has only so many: a literal, an enum, a union of these. None for any other type. */
function literalsIn(type: FieldType, declarations: Declarations): readonly (string | number | boolean)[] {
  if (type.kind === "literal") return type.values;
  if (type.kind === "enumMember") return [type.value];
  if (type.kind === "union") return type.members.flatMap((member) => literalsIn(member, declarations));
  const declaration = type.kind === "named" ? declarations.get(type.name) : undefined;
  return declaration?.kind === "enum" ? declaration.values : [];
}

/** Asked for again and again while types are followed. */
function typesOf(declaration: Declaration | undefined): readonly FieldType[] {
  if (declaration === undefined || declaration.kind === "enum") return [];
  const types = knownTypes.get(declaration) ?? findTypes(declaration);
  knownTypes.set(declaration, types);
  return types;
}

const knownTypes = new WeakMap<Declaration, readonly FieldType[]>();

function findTypes(declaration: Exclude<Declaration, { kind: "enum" }>): readonly FieldType[] {
  if (declaration.kind === "alias") return [declaration.value.type];
  const { fields, rest } = declaration;
  return [...fields.map(({ type }) => type), ...(rest === null ? [] : [rest])];
}

function partsOf(type: FieldType): readonly FieldType[] {
  switch (type.kind) {
    case "array":
      return [type.items.type];
    case "tuple":
      return [...type.items, ...(type.rest === null ? [] : [type.rest])].map((item) => item.type);
    case "record":
      return [type.values.type];
    case "union":
      return type.members;
    default:
      return [];
  }
}
