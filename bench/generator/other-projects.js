// The same models in the languages of other generators: as many fields, as near to the same types as there are.

import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { choices, FIELDS, modelName } from "./models.js";

/** @typedef {import("./models.js").Field} Field */

/** Interfaces, a file for each model, and one that exports all. @param {string} root @param {number} count */
export function writeTypescriptProject(root, count) {
  mkdirSync(root, { recursive: true });
  const names = Array.from({ length: count }, (_, n) => modelName(n));
  for (const [n, name] of names.entries()) writeFileSync(join(root, `${name}.ts`), typescriptText(n));
  writeFileSync(join(root, "index.ts"), names.map((name) => `export * from "./${name}";\n`).join(""));
  const compilerOptions = { strict: true, noEmit: true, skipLibCheck: true, module: "ESNext", moduleResolution: "Bundler", types: [] };
  writeFileSync(join(root, "tsconfig.json"), JSON.stringify({ compilerOptions, files: ["index.ts"] }));
}

/** Models, each with the operations of a resource. @param {string} root @param {number} count */
export function writeTypespecProject(root, count) {
  mkdirSync(root, { recursive: true });
  const models = Array.from({ length: count }, (_, n) => typespecText(n));
  const head = 'import "@typespec/http";\nusing Http;\n@service(#{ title: "Bench" })\nnamespace Bench;\n';
  writeFileSync(join(root, "main.tsp"), `${head}${models.join("")}`);
}

/** @param {number} n */
function typescriptText(n) {
  const name = modelName(n);
  const fields = FIELDS.map((field) => `  ${field.name}: ${typescriptType(field, n)}${field.nullable ? " | null" : ""};\n`);
  return `export interface ${name}Address {\n  street: string;\n  city: string;\n  postcode: string;\n}\n\n/** Number ${n}. */\nexport interface ${name} {\n${fields.join("")}}\n`;
}

/** @param {Field} field @param {number} n */
function typescriptType({ kind }, n) {
  const types = { text: "string", int: "number", number: "number", boolean: "boolean", date: "Date", texts: "string[]", object: `${modelName(n)}Address` };
  return kind === "choice" ? choices(n).map((choice) => JSON.stringify(choice)).join(" | ") : types[kind];
}

/** @param {number} n */
function typespecText(n) {
  const name = modelName(n);
  const fields = FIELDS.map((field) => `  ${field.name}: ${typespecType(field, n)}${field.nullable ? " | null" : ""};\n`);
  return `model ${name}Address { street: string; city: string; postcode: string; }
/** Number ${n}. */
model ${name} {
${fields.join("")}}
@route("/${name.toLowerCase()}") interface ${name}s {
  @get list(@query status?: string): ${name}[];
  @post create(@body body: ${name}): ${name};
  @get @route("{id}") read(@path id: string): ${name};
  @put @route("{id}") update(@path id: string, @body body: ${name}): ${name};
  @delete @route("{id}") remove(@path id: string): void;
}
`;
}

/** @param {Field} field @param {number} n */
function typespecType({ kind }, n) {
  const types = { text: "string", int: "int32", number: "float64", boolean: "boolean", date: "utcDateTime", texts: "string[]", object: `${modelName(n)}Address` };
  return kind === "choice" ? choices(n).map((choice) => JSON.stringify(choice)).join(" | ") : types[kind];
}
