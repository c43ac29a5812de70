/** Every construct of the model language, with values that it takes and refuses. `docs/constructs.md` is made of this. */
export interface Row {
  /** As it stands behind the name of a field. */
  readonly type: string;
  /** What is declared above the class. */
  readonly before?: string;
  /** As they are on the wire. */
  readonly takes: readonly unknown[];
  /** Each with the place of the problem below the field, as a JSON Pointer (RFC 6901). */
  readonly refuses: readonly (readonly [value: unknown, at?: string])[];
  /** Whether `& Index` goes with it. */
  readonly isIndexable?: true;
}

export interface Group {
  readonly title: string;
  readonly rows: readonly Row[];
}

const TEXT: readonly Row[] = [
  { type: "string", takes: ["", "a"], refuses: [[1], [null]], isIndexable: true },
  { type: "string & MinLength<2> & MaxLength<3>", takes: ["ab", "\u{1f600}\u{1f600}\u{1f600}"], refuses: [["a"], ["abcd"]], isIndexable: true },
  { type: 'string & Pattern<"^[A-Z]{2}$">', takes: ["AB"], refuses: [["ab"], ["ABC"]], isIndexable: true },
  { type: 'string & Format<"email">', takes: ["joe@example.com"], refuses: [["joe"]], isIndexable: true },
  { type: "Uuid", takes: ["2eb8aa08-aa98-11ea-b4aa-73b441d16380"], refuses: [["2eb8aa08"]], isIndexable: true },
  { type: "Decimal", takes: ["12.50", "-0.1"], refuses: [["1."], ["01"], [1]] },
  { type: "Date", takes: ["2026-01-31T09:30:00.000Z"], refuses: [["2026-02-30T09:30:00Z"], [0]], isIndexable: true },
  { type: "`ORD-${number}`", takes: ["ORD-7"], refuses: [["ORD-"], ["7"]], isIndexable: true },
];

const NUMBERS: readonly Row[] = [
  { type: "number", takes: [0.5, -1e300], refuses: [["1"], [null]], isIndexable: true },
  { type: "number & Min<0> & Max<1>", takes: [0, 1], refuses: [[-0.1], [1.1]], isIndexable: true },
  { type: "Int", takes: [0, 9_007_199_254_740_991], refuses: [[0.5], [9_007_199_254_740_992]], isIndexable: true },
  { type: "Int & Min<1>", takes: [1], refuses: [[0]], isIndexable: true },
  { type: "bigint", takes: ["123456789012345678901234567890", "-1"], refuses: [["01"], [1]] },
  { type: "boolean", takes: [true, false], refuses: [["true"], [0]], isIndexable: true },
];

const ENUM = "export enum Tier { Free = \"free\", Pro = \"pro\" }";
const CHOICES: readonly Row[] = [
  { type: '"open" | "done"', takes: ["open"], refuses: [["gone"]], isIndexable: true },
  { type: "1 | 2.5", takes: [2.5], refuses: [[2]], isIndexable: true },
  { type: "true", takes: [true], refuses: [[false]], isIndexable: true },
  { type: '"auto" | 0', takes: ["auto", 0], refuses: [[1], ["0"]] },
  { type: "Tier", before: ENUM, takes: ["free"], refuses: [["Free"]], isIndexable: true },
  { type: "Level", before: "export enum Level { Low, High = 10 }", takes: [0, 10], refuses: [[1], ["Low"]], isIndexable: true },
  { type: "Tier.Pro", before: ENUM, takes: ["pro"], refuses: [["free"]] },
  { type: '"known" | (string & {})', takes: ["known", "other"], refuses: [[1]] },
  { type: "(typeof COLOURS)[number]", before: 'const COLOURS = ["red", "blue"] as const;', takes: ["red"], refuses: [["pink"]], isIndexable: true },
];

const LISTS: readonly Row[] = [
  { type: "string[]", takes: [[], ["a"]], refuses: [["a"], [[1], "/0"]] },
  { type: "readonly (number | null)[]", takes: [[1, null]], refuses: [[["1"], "/0"]] },
  { type: "string[] & MinItems<1> & MaxItems<2> & UniqueItems", takes: [["a", "b"]], refuses: [[[]], [["a", "b", "c"]], [["a", "a"], "/1"]] },
  { type: "(string & MaxLength<1>)[][]", takes: [[["a"], []]], refuses: [[[["ab"]], "/0/0"]] },
  { type: "[lat: number, long: number, label?: string]", takes: [[1, 2], [1, 2, "a"]], refuses: [[[1]], [[1, 2, 3], "/2"], [[1, 2, "a", 4]]] },
  { type: "[string, ...number[]]", takes: [["a"], ["a", 1, 2]], refuses: [[[]], [["a", "b"], "/1"]] },
  { type: "Record<string, number>", takes: [{}, { a: 1 }], refuses: [[{ a: "1" }, "/a"], [[]]] },
  { type: 'Record<"s" | "m", Int>', takes: [{ s: 1, m: 2 }], refuses: [[{ s: 1 }, "/m"], [{ s: 1, m: 2, l: 3 }, "/l"]] },
  { type: "{ [id: `x-${string}`]: boolean }", takes: [{ "x-a": true }], refuses: [[{ y: true }, "/y"]] },
];

const NODE = "interface TreeNode { name: string; children: TreeNode[] }";
const SHAPE = 'interface Circle { kind: "circle"; radius: number }\ninterface Square { kind: "square"; side: number }\ntype Shape = Circle | Square;';
const PERSON = "interface Person { name: string; age?: number }";
const OBJECTS: readonly Row[] = [
  { type: "{ width: number; height?: number }", takes: [{ width: 1 }], refuses: [[{}, "/width"], [{ width: 1, depth: 2 }, "/depth"]] },
  { type: "TreeNode", before: NODE, takes: [{ name: "a", children: [{ name: "b", children: [] }] }], refuses: [[{ name: "a", children: [{ name: 1, children: [] }] }, "/children/0/name"]] },
  { type: "{ total: number; [name: string]: number }", takes: [{ total: 1, more: 2 }], refuses: [[{ total: 1, more: "2" }, "/more"], [{ more: 1 }, "/total"]] },
  { type: "Shape", before: SHAPE, takes: [{ kind: "circle", radius: 1 }], refuses: [[{ kind: "line" }, "/kind"], [{ kind: "circle", radius: 1, side: 1 }, "/side"]] },
  { type: "string | number | string[]", takes: ["a", 1, ["a"]], refuses: [[true], [[1], "/0"]] },
  { type: "Person & { email: string }", before: PERSON, takes: [{ name: "a", email: "b" }], refuses: [[{ name: "a" }, "/email"]] },
  { type: "Employee", before: `${PERSON}\ninterface Employee extends Person { boss: string }`, takes: [{ name: "a", boss: "b" }], refuses: [[{ boss: "b" }, "/name"]] },
  { type: "Page<number>", before: "interface Page<T> { items: T[]; next: string | null }", takes: [{ items: [1], next: null }], refuses: [[{ items: ["1"], next: null }, "/items/0"]] },
  { type: "Partial<Person>", before: PERSON, takes: [{}, { name: "a" }], refuses: [[{ name: 1 }, "/name"]] },
  { type: "Required<Person>", before: PERSON, takes: [{ name: "a", age: 1 }], refuses: [[{ name: "a" }, "/age"]] },
  { type: "Readonly<Person>", before: PERSON, takes: [{ name: "a" }], refuses: [[{}, "/name"]] },
  { type: 'Pick<Person, "name">', before: PERSON, takes: [{ name: "a" }], refuses: [[{ name: "a", age: 1 }, "/age"]] },
  { type: 'Omit<Person, "name">', before: PERSON, takes: [{}, { age: 1 }], refuses: [[{ name: "a" }, "/name"]] },
  { type: 'Person["name"]', before: PERSON, takes: ["a"], refuses: [[1]], isIndexable: true },
  { type: "keyof Person", before: PERSON, takes: ["age"], refuses: [["email"]], isIndexable: true },
];

const OTHERS: readonly Row[] = [
  { type: "string | null", takes: ["a", null], refuses: [[1]] },
  { type: "unknown", takes: [null, 1, { a: [] }], refuses: [] },
  { type: "Binary", takes: [{ fileId: "5feceb66ffc86f38d952786c6d696c79c2dbc239dd4e91b46729d73a27fb57e9", size: 1, contentType: "image/png" }], refuses: [[{ fileId: "0", size: 1, contentType: "image/png" }, "/fileId"], ["x"]] },
  { type: "Ref<Other>", before: 'export class Other { name!: string }\nexport const other = schema(Other, "v1");', takes: ["other:1"], refuses: [["1"], ["another:1"]] },
  { type: "RevisionRef<Other>", before: 'export class Other { name!: string }\nexport const other = schema(Other, "v1");', takes: ["other:1:2"], refuses: [["other:1"]] },
];

export const GROUPS: readonly Group[] = [
  { title: "Text and time", rows: TEXT },
  { title: "Numbers", rows: NUMBERS },
  { title: "Choices", rows: CHOICES },
  { title: "Lists and maps", rows: LISTS },
  { title: "Objects and unions", rows: OBJECTS },
  { title: "Null, free JSON, blobs, references", rows: OTHERS },
];
