import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import * as fc from "fast-check";
import { generate } from "../../generator/index.js";
import { randomFields } from "./random-shape.js";
import { objectExpression } from "./shape-expression.js";
import { classField, createDeclarations } from "./shape-source.js";
import type { Property } from "./shape.js";
import { objects } from "./shape-values.js";

/** A random model, its source, and values of it as they are on the wire. */
export interface RandomModel {
  readonly name: string;
  readonly fields: readonly Property[];
  readonly values: readonly Readonly<Record<string, unknown>>[];
}

export interface RandomProject {
  /** Inside of the repository, so that its packages are found. */
  readonly root: string;
  readonly models: readonly RandomModel[];
  readonly remove: () => void;
}

const here = fileURLToPath(new URL(".", import.meta.url));
const MARKERS = ["Decimal", "Format", "Int", "Max", "MaxItems", "MaxLength", "Min", "MinItems", "MinLength", "Pattern", "UniqueItems", "Uuid"];

/** Writes random models and a file with values of their types, and generates from them. Equal seeds give equal projects. */
export function createRandomProject(seed: number, count: number): RandomProject {
  const root = mkdtempSync(join(here, "random-"));
  const write = (path: string, text: string): void => {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  };
  const models = fc.sample(randomFields, { seed, numRuns: count }).map((fields, at) => writeModel({ fields, at, seed }, write));
  write("tsconfig.json", `${JSON.stringify({ extends: "../../../fixtures/tsconfig.json", compilerOptions: { isolatedDeclarations: false, declaration: false, erasableSyntaxOnly: false }, include: ["**/*.ts"] })}\n`);
  const { files, diagnostics } = generate({ outputs: ["client", "jsonSchema"] }, { root, now: () => new Date("2026-01-01T00:00:00Z") });
  if (diagnostics.length > 0) throw new Error(`Seed ${seed}: ${JSON.stringify(diagnostics, null, 2)}`);
  for (const { path, text } of files) write(path, text);
  return { root, models, remove: () => rmSync(root, { recursive: true, force: true }) };
}

type Write = (path: string, text: string) => void;

function writeModel({ fields, at, seed }: { fields: readonly Property[]; at: number; seed: number }, write: Write): RandomModel {
  const name = `Sample${String.fromCodePoint(65 + Math.floor(at / 26), 97 + (at % 26))}`;
  const declarations = createDeclarations(name);
  const body = fields.map((field) => classField(field, declarations));
  const values = fc.sample(objects(fields), { seed, numRuns: 8 });
  const file = name.toLowerCase();
  const declared = [...declarations.texts, `export class ${name} {\n${body.join("\n")}\n}`].join("\n\n");
  const used = MARKERS.filter((marker) => new RegExp(`\\b${marker}\\b`).test(declared));
  const imported = ["schema", ...used.map((marker) => `type ${marker}`)].join(", ");
  write(`models/${file}.ts`, `import { ${imported} } from "@specstar/runtime/spec";\n\n${declared}\n\nexport default schema(${name}, "v1");\n`);
  const rows = values.map((value) => `  ${objectExpression(fields, value, declarations)},`).join("\n");
  const enums = [...declarations.enums.values()].filter((each) => new RegExp(`\\b${each}\\b`).test(rows));
  write(
    `values/${file}.ts`,
    [
      `import { ${[`type ${name}`, ...enums].join(", ")} } from "../models/${file}.js";`,
      `export const values: ${name}[] = [\n${rows}\n];\n`,
    ].join("\n\n"),
  );
  return { name, fields, values };
}
