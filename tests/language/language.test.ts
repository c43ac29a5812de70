import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { Readable } from "node:stream";
import { fileURLToPath, pathToFileURL } from "node:url";
import { memoryStorage, type Storage } from "@specstar/runtime";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { generate } from "../../generator/index.js";
import { columnName, modelLabel, tableName } from "../../generator/ir/names.js";
import { inputName, type Described } from "../fixture-samples.js";
import { installJudges } from "../judges/install.js";
import { loadJsonSchemaValidator } from "../judges/json-schema.js";
import { GROUPS, type Row } from "./rows.js";
import { toTable, type Outcome } from "./table.js";

const here = fileURLToPath(new URL(".", import.meta.url));
const rows = GROUPS.flatMap((group) => group.rows);
const MARKERS = "Binary Decimal Format Index Int Max MaxItems MaxLength Min MinItems MinLength Pattern Ref RevisionRef UniqueItems Uuid".split(" ");

/** What the emitted manager of a construct is used for here. */
interface Manager {
  create(input: unknown, options?: { readonly id: string }): Promise<unknown>;
  update(id: string, input: unknown): Promise<unknown>;
}

/** One project per construct: names stand for one type in a whole project. */
interface Generated {
  readonly outcome: Outcome;
  readonly document: Described;
  readonly root: string;
}

let folder: string;
let results: ReadonlyMap<Row, Generated>;
beforeAll(async () => {
  await installJudges();
  folder = mkdtempSync(join(here, "rows-"));
  results = new Map(rows.map((row, at) => [row, generateRow(row, join(folder, String(at)))]));
}, 300_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const NAME = "Construct";

function generateRow(row: Row, root: string): Generated {
  const type = row.isIndexable === true ? `(${row.type}) & Index` : row.type;
  const declared = `${row.before ?? ""}\n\nexport class ${NAME} {\n  value!: ${type};\n}`;
  const used = MARKERS.filter((marker) => new RegExp(`\\b${marker}\\b`).test(declared)).map((marker) => `type ${marker}`);
  const write = (path: string, text: string): void => {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  };
  write("models/construct.ts", `import { ${["schema", ...used].join(", ")} } from "@specstar/runtime/spec";\n\n${declared}\n\nexport default schema(${NAME}, "v1");\n`);
  const { files, diagnostics } = generate({}, { root, now: () => new Date("2026-01-01T00:00:00Z") });
  expect(diagnostics, row.type).toEqual([]);
  for (const { path, text } of files) write(path, text);
  const textOf = (pattern: RegExp): string => files.find(({ path }) => pattern.test(path))?.text ?? "";
  const document: Described & { components: { schemas: Record<string, { properties: { value: unknown } }> } } = JSON.parse(textOf(/openapi\.json$/));
  const outcome = {
    row,
    validator: validatorIn(textOf(/construct\.model\.ts$/)),
    schema: document.components.schemas[inputName(NAME, document)]?.properties.value,
    columns: row.isIndexable === true ? { sqlite: columnIn(textOf(/sqlite\/.*\/migration\.sql$/)), postgres: columnIn(textOf(/postgres\/.*\/migration\.sql$/)) } : null,
  };
  return { outcome, document, root };
}

/** The last validator of the file is the model's. */
function validatorIn(text: string): string {
  const [, schema = ""] = /export const constructSchema[^]*?object\(\{\n {2}value: ([^]*?),\n\}\)/.exec(text) ?? [];
  return schema.replaceAll(/\s*\n\s*/g, " ");
}

function columnIn(sql: string): string {
  const table = new RegExp(`CREATE TABLE ${tableName(NAME)} \\(([^]*?)\\n\\);`).exec(sql)?.[1] ?? "";
  return new RegExp(`\\b${columnName("value")} (.*?),?$`, "m").exec(table)?.[1] ?? "none";
}

describe.each(rows)("$type", (row) => {
  const result = (): Generated => {
    const found = results.get(row);
    if (found === undefined) throw new Error(`${row.type} was not generated.`);
    return found;
  };

  it("takes and refuses what it should, at the right place", async () => {
    const manager = await openManager(result());
    for (const value of row.takes) await expect(manager.create({ value }), JSON.stringify(value)).resolves.toBeDefined();
    for (const [value, at = ""] of row.refuses) {
      const refusal = await manager.create({ value }).catch((error: unknown) => error);
      expect(refusal, JSON.stringify(value)).toMatchObject({ code: "VALIDATION_FAILED", problems: [{ path: `/value${at}` }] });
    }
  });

  it("means the same in the OpenAPI document", () => {
    const judge = loadJsonSchemaValidator();
    judge.addSchema(result().document, "document");
    const isValid = judge.compile({ $ref: `document#/components/schemas/${inputName(NAME, result().document)}` });
    for (const value of row.takes) expect(isValid({ value }), JSON.stringify(value)).toBe(true);
    for (const [value] of row.refuses) expect(isValid({ value }), JSON.stringify(value)).toBe(false);
  });

  it("has a column when it is indexed", () => {
    expect(result().outcome.columns).not.toMatchObject({ sqlite: "none" });
    expect(result().outcome.columns).not.toMatchObject({ postgres: "none" });
  });
});

async function openManager({ root }: Generated): Promise<Manager> {
  const storage = memoryStorage();
  await makePresent(storage, root);
  return importManager(root, NAME, storage);
}

async function importManager(root: string, name: string, storage: Storage): Promise<Manager> {
  const label = modelLabel(name);
  const module: Readonly<Record<string, new (storage: Storage) => Manager>> = await import(pathToFileURL(join(root, `generated/${label}/${label}.manager.ts`)).href);
  const Manager = module[`${name}Manager`];
  if (Manager === undefined) throw new Error("There is no manager.");
  return new Manager(storage);
}

/** What values name that are taken: a blob whose one byte is `0`, and two revisions of `other:1`. */
async function makePresent(storage: Storage, root: string): Promise<void> {
  await storage.blobs.put(Readable.from([Buffer.from("0")]));
  if (!existsSync(join(root, "generated/other"))) return;
  const others = await importManager(root, "Other", storage);
  await others.create({ name: "a" }, { id: "1" });
  await others.update("other:1", { name: "b" });
}

describe("docs/constructs.md", () => {
  it("lists all of this", async () => {
    const sections = GROUPS.map(({ title, rows: own }) => `## ${title}\n\n${toTable(own.flatMap((row) => results.get(row)?.outcome ?? []))}\n`);
    const text = `# Constructs of the model language\n\n${INTRODUCTION}\n\n${sections.join("\n")}`;
    await expect(text).toMatchFileSnapshot(join(here, "../../docs/constructs.md"));
  });
});

const INTRODUCTION = `What each construct becomes: its validator, its JSON Schema in the OpenAPI document, and its column when \`Index\` or \`Unique\` is
joined to it. A test generates from every row, and holds each validator and each schema to the values that it takes and refuses.
[The model language](model-language.md) explains them.`;
