import { TEXTS, type Property, type Shape, type Slot } from "./shape.js";

/** Collects the declarations that types need, and gives each a name of its own. */
export interface Declarations {
  /** Names what `write` declares under that name. */
  readonly declare: (prefix: string, write: (name: string) => string) => string;
  readonly texts: readonly string[];
  /** The names of the enums that were declared. */
  readonly enums: Map<Shape, string>;
}

/** @param prefix what the names begin with: a name stands for one type in the whole project. */
export function createDeclarations(prefix: string): Declarations {
  const texts: string[] = [];
  let count = 0;
  const declare = (kind: string, write: (name: string) => string): string => {
    const name = `${prefix}${kind}${String.fromCodePoint(65 + Math.floor(count / 26), 97 + (count++ % 26))}`;
    texts.push(write(name));
    return name;
  };
  const enums = new Map<Shape, string>();
  return { declare, texts, enums };
}

/** A field of a class: a required one asserts that it is set. */
export function classField(property: Property, declarations: Declarations): string {
  return `  ${key(property.name)}${property.isOptional ? "?" : "!"}: ${slotText(property, declarations)};`;
}

function propertyText(property: Property, declarations: Declarations): string {
  return `${key(property.name)}${property.isOptional ? "?" : ""}: ${slotText(property, declarations)};`;
}

function slotText({ shape, isNullable }: Slot, declarations: Declarations): string {
  const text = typeText(shape, declarations);
  return isNullable ? `(${text}) | null` : text;
}

const PLAIN = { boolean: "boolean", date: "Date", bigint: "bigint", decimal: "Decimal", uuid: "Uuid", unknown: "unknown" } as const;

function typeText(shape: Shape, declarations: Declarations): string {
  switch (shape.kind) {
    case "string":
      return `string${limit("MinLength", shape.min)}${limit("MaxLength", shape.max)}`;
    case "number":
      return `${shape.integer ? "Int" : "number"}${limit("Min", shape.min)}${limit("Max", shape.max)}`;
    case "text":
      return TEXTS[shape.of].type;
    case "literal":
      return shape.values.map((value) => JSON.stringify(value)).join(" | ");
    case "enum":
      return enumName(shape, declarations);
    case "array":
      return `(${slotText(shape.items, declarations)})[]${limit("MinItems", shape.min)}${limit("MaxItems", shape.max)}${shape.isUnique ? " & UniqueItems" : ""}`;
    case "tuple":
      return tupleText(shape, declarations);
    case "record":
      return `Record<string, ${slotText(shape.values, declarations)}>`;
    case "object":
      return objectText(shape, declarations);
    case "tagged":
      return declarations.declare("Union", (name) => `type ${name} = ${shape.members.map((fields, at) => `{ tag: "t${at}"; ${bodyText(fields, declarations)} }`).join(" | ")};`);
    case "tree":
      return declarations.declare("Tree", (name) => `interface ${name} { node: ${slotText(shape.node, declarations)}; children: ${name}[] }`);
    default:
      return PLAIN[shape.kind];
  }
}

function enumName(shape: Shape & { kind: "enum" }, { declare, enums }: Declarations): string {
  const members = shape.values.map((value, at) => `M${at} = ${JSON.stringify(value)}`);
  const name = enums.get(shape) ?? declare("Enum", (fresh) => `export enum ${fresh} { ${members.join(", ")} }`);
  enums.set(shape, name);
  return name;
}

function tupleText({ items, optional, rest }: Shape & { kind: "tuple" }, declarations: Declarations): string {
  const texts = items.map((item, at) => `(${slotText(item, declarations)})${at >= items.length - optional ? "?" : ""}`);
  return `[${[...texts, ...(rest === null ? [] : [`...(${slotText(rest, declarations)})[]`])].join(", ")}]`;
}

function bodyText(fields: readonly Property[], declarations: Declarations): string {
  return fields.map((field) => propertyText(field, declarations)).join(" ");
}

function objectText({ fields, form }: Shape & { kind: "object" }, declarations: Declarations): string {
  const body = (some: readonly Property[] = fields): string => `{ ${bodyText(some, declarations)} }`;
  const half = Math.ceil(fields.length / 2);
  const names = fields.map(({ name }) => JSON.stringify(name)).join(" | ");
  const { declare } = declarations;
  switch (form) {
    case "inline":
      return body();
    case "interface":
      return declare("Object", (name) => `interface ${name} ${body()}`);
    case "partial":
      return fields.every(({ isOptional }) => isOptional)
        ? `Partial<${declare("Whole", (name) => `interface ${name} ${body(fields.map((field) => ({ ...field, isOptional: false })))}`)}>`
        : body();
    case "pick":
      return `Pick<${declare("Wide", (name) => `interface ${name} { ${bodyText(fields, declarations)} unpicked: string; }`)}, ${names}>`;
    case "omit":
      return `Omit<${declare("Wide", (name) => `interface ${name} { omitted: string; ${bodyText(fields, declarations)} }`)}, "omitted">`;
    case "extends": {
      const parent = declare("Parent", (name) => `interface ${name} ${body(fields.slice(0, half))}`);
      return declare("Child", (name) => `interface ${name} extends ${parent} ${body(fields.slice(half))}`);
    }
    case "joined": {
      if (fields.length === 1) return body();
      const [one, two] = [fields.slice(0, half), fields.slice(half)].map((some) => declare("Part", (name) => `interface ${name} ${body(some)}`));
      return `${one} & ${two}`;
    }
    case "generic": {
      const [first, ...others] = fields;
      if (first === undefined) return body();
      const box = declare("Box", (name) => `interface ${name}<T> { ${key(first.name)}${first.isOptional ? "?" : ""}: T; ${bodyText(others, declarations)} }`);
      return `${box}<${slotText(first, declarations)}>`;
    }
  }
}

function limit(marker: string, value: number | null): string {
  return value === null ? "" : ` & ${marker}<${value}>`;
}

function key(name: string): string {
  return /^[a-z_]\w*$/i.test(name) ? name : JSON.stringify(name);
}
