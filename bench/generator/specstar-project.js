import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { choices, FIELDS, modelName } from "./models.js";

/** @typedef {import("./models.js").Field} Field */

/**
 * Writes the models of a SpecStar project, a file for each.
 *
 * @param {string} root the project's folder, which is there
 * @param {number} count how many models
 */
export function writeSpecstarProject(root, count) {
  mkdirSync(join(root, "models"), { recursive: true });
  for (let n = 0; n < count; n++) writeFileSync(modelFile(root, n), modelText(n));
}

/** @param {string} root @param {number} n */
export function modelFile(root, n) {
  return join(root, "models", `${modelName(n).toLowerCase()}.ts`);
}

/** @param {number} n @param {string} [note] what a doc comment says, for an edit that changes what is emitted */
export function modelText(n, note = "What it is called.") {
  const name = modelName(n);
  const fields = FIELDS.map((field) => `  ${declare(field, n)}`);
  return `import { schema, type Index, type Int, type MaxLength, type Min } from "@specstar/runtime/spec";

export interface ${name}Address {
  street: string;
  city: string;
  postcode: string & MaxLength<10>;
}

/** Number ${n} of the models that are measured. */
export class ${name} {
  /** ${note} */
${fields.join("\n")}
}

export default schema(${name}, "v1");
`;
}

/** @param {Field} field @param {number} n */
function declare(field, n) {
  const { type, initial } = toType(field, n);
  const indexed = field.indexed ? `${type.includes("|") ? `(${type})` : type} & Index` : type;
  const whole = field.nullable ? `${field.indexed ? `(${indexed})` : indexed} | null` : indexed;
  const value = field.nullable ? "null" : initial;
  return value === undefined ? `${field.name}!: ${whole};` : `${field.name}: ${whole} = ${value};`;
}

/** @param {Field} field @param {number} n @returns {{ type: string, initial?: string }} */
function toType({ kind }, n) {
  switch (kind) {
    case "text":
      return { type: "string & MaxLength<200>" };
    case "int":
      return { type: "Int & Min<0>", initial: "1" };
    case "number":
      return { type: "number & Min<0>" };
    case "boolean":
      return { type: "boolean", initial: "false" };
    case "date":
      return { type: "Date" };
    case "choice":
      return { type: choices(n).map((choice) => JSON.stringify(choice)).join(" | "), initial: '"open"' };
    case "texts":
      return { type: "string[]", initial: "[]" };
    case "object":
      return { type: `${modelName(n)}Address` };
  }
}
