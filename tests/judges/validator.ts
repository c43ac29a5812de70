import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";

export interface Validator {
  addSchema(schema: unknown, key: string): void;
  compile(schema: unknown): (value: unknown) => boolean;
  errorsText(): string;
}

/** A JSON Schema validator that knows nothing of us. */
export function loadValidator(): Validator {
  const require = createRequire(fileURLToPath(new URL("package.json", import.meta.url)));
  const { Ajv2020 }: { Ajv2020: new (options: object) => Validator } = require("ajv/dist/2020");
  const { default: addFormats }: { default: (validator: Validator) => void } = require("ajv-formats");
  const validator = new Ajv2020({ strict: false, validateFormats: true });
  addFormats(validator);
  return validator;
}
