import { describe, expect, it } from "vitest";
import { codesOf, issueText, readFiles, readIssue, readOneField } from "./read-model.js";

const text = { kind: "string", minLength: null, maxLength: null, pattern: null, format: null, open: false };
const anyList = { kind: "array", minItems: null, maxItems: null, uniqueItems: false, readonly: false };

/** The codes that a model with the given members gives. */
function problems(members: string, around: { options?: string; before?: string } = {}): string {
  return codesOf({ "models/issue.ts": issueText(members, around) }).join(" ");
}

/** One of the members of a union of models. */
function pet(kind: string): string {
  return `interface ${kind} { kind: "${kind}"; /** @renamedFrom title */ name: string & DisplayName & Unique; note?: string & ReadOnly }`;
}

/** The indexes of a sound model, each as its path, its type, `?` if it may be null and `[]` if there are many. */
function indexes(members: string, before = ""): string[] {
  const model = readIssue(members, { before });
  return model.indexes.map(({ path, type, nullable, list }) => `${path} ${type}${nullable ? "?" : ""}${list ? "[]" : ""}`);
}

describe("markers", () => {
  it.each([
    ['string & Pattern<"^\\\\d+$">', { ...text, pattern: "^\\d+$" }],
    ['string & Pattern<"^\\\\p{L}+$"> & MinLength<2>', { ...text, pattern: "^\\p{L}+$", minLength: 2 }],
    ['string & Format<"email">', { ...text, format: "email" }],
    ["Uuid", { ...text, format: "uuid" }],
    ["Uuid & Index", { ...text, format: "uuid" }],
    ["Short", { ...text, maxLength: 20 }],
    ["string & MaxLength<Limit>", { ...text, maxLength: 5 }],
    ["Decimal", { kind: "decimal" }],
    ["Binary", { kind: "binary" }],
    ["string[] & MinItems<1> & MaxItems<3> & UniqueItems", { ...anyList, items: { type: text, nullable: false }, minItems: 1, maxItems: 3, uniqueItems: true }],
    ["(string & MaxLength<5>)[]", { ...anyList, items: { type: { ...text, maxLength: 5 }, nullable: false } }],
    ["Short[]", { ...anyList, items: { type: { ...text, maxLength: 20 }, nullable: false } }],
    ["(string[] | null) & MinItems<1>", { ...anyList, items: { type: text, nullable: false }, minItems: 1 }],
  ])("%s", (type, expected) => {
    const before = "type Limit = 5;\ntype Short = string & MaxLength<20>;";
    expect(readOneField(`value!: ${type};`, before).type).toEqual(expected);
  });

  it("reach nested fields", () => {
    const model = readIssue("address!: Address;", { before: 'interface Address { zip: string & Pattern<"^[0-9]{5}$"> }' });
    expect(model.types).toMatchObject([{ fields: [{ type: { pattern: "^[0-9]{5}$" } }] }]);
  });

  it("say what HTTP has to do with a field", () => {
    const { fields } = readIssue(
      'a: string & ReadOnly = "";\nb!: string & WriteOnly;\n/** @internal */\nc: string | null = null;\nd: (Date & Index & ReadOnly) | null = null;\ne!: string;',
    );
    expect(fields.map(({ access }) => access)).toEqual(["readOnly", "writeOnly", "internal", "readOnly", null]);
  });

  it("name the field that a resource is shown by", () => {
    expect(readIssue("id!: string;\ntitle: (string & DisplayName) | null = null;").displayName).toBe("title");
    expect(readIssue("title!: string;").displayName).toBeNull();
  });

  it("may stand in a model that holds itself, and in the members of a union", () => {
    expect(problems('title!: string & DisplayName;\nstate: string & ReadOnly = "";\nchildren: Issue[] = [];')).toBe("");
    const union = issueText("").replace(/export class[^]*$/, `${pet("Cat")}\n${pet("Dog")}\nexport type Pet = Cat | Dog;\nexport default schemaOf<Pet>("Pet", "v1");`);
    const { project, diagnostics } = readFiles({ "models/pet.ts": union.replace("schema,", "schemaOf,") });
    expect(diagnostics).toEqual([]);
    expect(project.models).toMatchObject([{ displayName: "name", unique: [["name"]], indexes: [{ path: "name", renamedFrom: "title" }] }]);
  });

  it.each([
    ["a!: bigint & Min<1>;", "SPEC2101"],
    ["a!: Decimal & Unique;", "SPEC2101"],
    ["a!: Binary & Index;", "SPEC2101"],
    ["a!: Ref<Issue> & DisplayName;", "SPEC2101"],
    ['a!: string & Format<"email"> & Format<"uri">;', "SPEC2103"],
    ['a!: Uuid & Format<"uuid">;', "SPEC2103"],
    ["a!: string[] & UniqueItems & UniqueItems;", "SPEC2103"],
    ["a!: string & ReadOnly;", "SPEC1220"],
    ["a?: string & ReadOnly;", ""],
    ["a!: (string & DisplayName)[];", "SPEC2108"],
    ["a!: { b: (string & WriteOnly)[] }[];", "SPEC2108"],
    ['a!: string & Pattern<"(?<n>a)(?<n>b)">;', "SPEC2102"],
    ['a!: string & Pattern<"\\\\q">;', "SPEC2102"],
  ])("%s gives %s", (members, codes) => expect(problems(members)).toBe(codes));

  it("give the reason when a pattern doesn't compile", () => {
    const { diagnostics } = readFiles({ "models/issue.ts": issueText('a!: string & Pattern<"a{2,1}">;') });
    expect(diagnostics.map(({ message }) => message)).toEqual([
      "The pattern is not a regular expression: numbers out of order in {} quantifier.",
    ]);
  });
});

describe("references", () => {
  it("are indexed as text, whether they are marked or not, and are listed with their paths", () => {
    const members = [
      "owner!: Ref<Account>;",
      'parent: Ref<Issue, { onDelete: "setNull" }> | null = null;',
      'watchers: Ref<Account, { onDelete: "cascade" }>[] = [];',
      "base?: RevisionRef<Account> & Index;",
      'place!: { landlord: (Ref<Account, { onDelete: "dangling" }> & Unique) };',
    ];
    const { project, diagnostics } = readFiles({
      "models/issue.ts": issueText(members.join("\n"), { before: 'import { Account } from "./account.js";' }),
      "models/account.ts": issueText("name!: string;").replaceAll("Issue", "Account"),
    });
    expect(diagnostics).toEqual([]);
    const issue = project.models.find(({ name }) => name === "Issue");
    expect(issue?.references).toEqual([
      { path: "owner", model: "Account", to: "resource", onDelete: "restrict", list: false },
      { path: "parent", model: "Issue", to: "resource", onDelete: "setNull", list: false },
      { path: "watchers", model: "Account", to: "resource", onDelete: "cascade", list: true },
      { path: "base", model: "Account", to: "revision", onDelete: "restrict", list: false },
      { path: "place.landlord", model: "Account", to: "resource", onDelete: "dangling", list: false },
    ]);
    expect(issue?.indexes.map(({ path, type, nullable, list }) => `${path} ${type} ${nullable} ${list}`)).toEqual([
      "owner text false false",
      "parent text true false",
      "watchers text false true",
      "base text true false",
      "place.landlord text false false",
    ]);
    expect(issue?.unique).toEqual([["place.landlord"]]);
  });

  it("may become null only where null is allowed", () => {
    expect(problems('a: (Ref<Issue, { onDelete: "setNull" }> | null)[] = [];')).toBe("");
    expect(problems('a: Ref<Issue, { onDelete: "setNull" }>[] | null = null;')).toBe("SPEC2115");
  });

  it("name a model, and nothing else that is declared", () => {
    const { diagnostics } = readFiles({ "models/issue.ts": issueText("a!: Ref<Note>;", { before: "class Note { text!: string }" }) });
    expect(diagnostics.map(({ code, related }) => [code, related.map(({ message }) => message)])).toEqual([
      ["SPEC2113", ["`Note` is declared here"]],
    ]);
  });
});

describe("indexes inside of values", () => {
  it.each([
    ["tags!: (string & Index)[];", ["tags text[]"]],
    ["tags: (Int & Index)[] | null = null;", ["tags integer?[]"]],
    ["tags!: ((string & Index) | null)[][];", ["tags text[]"]],
    ["lines!: { sku: string & Index; note: string }[];", ["lines.sku text[]"]],
    ["lines?: { sku?: string & Index; tags: (Int & Index)[] }[];", ["lines.sku text?[]", "lines.tags integer?[]"]],
    ["byName!: Record<string, { score: number & Index }>;", ["byName.score real[]"]],
    ["scores!: Record<string, Int & Index>;", ["scores integer[]"]],
    ["pair!: [string & Index, number, ...(string & Index)[]];", ["pair text[]"]],
    ["payment!: Card | Iban;", ["payment.last text?", "payment.kind text?"]],
    ["level!: Level & Index;\ntier?: Tier & Index;", ["level integer", "tier text?"]],
    ["code!: `ORD-${number}` & Index;", ["code text"]],
    ["both!: Ref<Issue> | RevisionRef<Issue>;", ["both text"]],
    ["plain!: string[];\nother!: { a: string }[];", []],
  ])("%s", (members, expected) => {
    const before = [
      'interface Card { kind: "card"; last: string & Index }',
      'interface Iban { kind: "iban" & Index; last: string & Index }',
      'export enum Level { Low, High }\nexport enum Tier { Free = "free" }',
    ];
    expect(indexes(members, before.join("\n"))).toEqual(expected);
  });

  it("don't leak from one use of a type to another", () => {
    expect(indexes("a!: (Name & Index)[];\nb!: Name[];\nc!: Name;", "type Name = string;")).toEqual(["a text[]"]);
  });

  it("stop before there are too many, however types multiply", () => {
    const levels = Array.from({ length: 40 }, (_, n) => `interface L${n} { one: L${n + 1}; two: L${n + 1} }`);
    const before = [...levels, "interface L40 { end: string & Index }"].join("\n");
    expect(problems("top!: L0;", { before })).toBe("SPEC2116");
  });

  it("know the path before a field on the way was renamed", () => {
    const before = "interface Place { /** @renamedFrom town */ city: string & Index; zip: string & Index }";
    const model = readIssue("/** @renamedFrom place */\naddress!: Place;\n/** @renamedFrom owner */ assignee!: string & Index;\nb!: Place;", { before });
    expect(model.fields.map(({ renamedFrom }) => renamedFrom)).toEqual(["place", "owner", null]);
    expect(model.indexes.map(({ path, renamedFrom }) => [path, renamedFrom])).toEqual([
      ["address.city", "place.town"],
      ["address.zip", "place.zip"],
      ["assignee", "owner"],
      ["b.city", "b.town"],
      ["b.zip", null],
    ]);
  });

  it("join fields of nested objects, marked or not", () => {
    const before = "interface Address { city: string; zip: string; geo: { lat: number } | null }";
    const options = '{ indexes: [["address.city", "title"]], unique: [["title", "address.geo.lat"]] }';
    const model = readIssue("title!: string;\naddress!: Address;", { before, options });
    expect(model.indexes.map(({ path, nullable }) => `${path} ${nullable}`)).toEqual([
      "title false",
      "address.city false",
      "address.geo.lat true",
    ]);
    expect(model.compoundIndexes).toEqual([["address.city", "title"]]);
    expect(model.unique).toEqual([["title", "address.geo.lat"]]);
  });

  it.each([
    ['{ indexes: [["title", "address.town"]] }', "SPEC1108"],
    ['{ indexes: [["title", "address"]] }', "SPEC1109"],
    ['{ indexes: [["title", "tags"]] }', "SPEC1109"],
    ['{ indexes: [["title", "lines.sku"]] }', "SPEC1109"],
    ['{ indexes: [["title", "title.length"]] }', "SPEC1109"],
  ])("%s is refused: %s", (options, code) => {
    const before = "interface Address { city: string }";
    expect(problems("title!: string;\naddress!: Address;\ntags!: (string & Index)[];\nlines!: { sku: string & Index }[];", { before, options })).toBe(code);
  });
});
