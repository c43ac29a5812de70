import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";

/** A JSON Schema validator that knows nothing of us. */
export interface JsonSchemaValidator {
  addSchema(schema: unknown, key: string): void;
  compile(schema: unknown): CompiledSchema;
  errorsText(): string;
}

/** Whether a value fits, and what is wrong with the last one that did not. */
export interface CompiledSchema {
  (value: unknown): boolean;
  readonly errors?: unknown;
}

/** Ajv with all that JSON Schema 2020-12 has, formats as well. The judges must be installed. */
export function loadJsonSchemaValidator(): JsonSchemaValidator {
  const require = createRequire(fileURLToPath(new URL("package.json", import.meta.url)));
  const { Ajv2020 }: { Ajv2020: new (options: object) => JsonSchemaValidator } = require("ajv/dist/2020");
  const { default: addFormats }: { default: (validator: JsonSchemaValidator) => void } = require("ajv-formats");
  // Without `ownProperties`, what every object inherits passes for a property: `toString`.
  const validator = new Ajv2020({ strict: false, validateFormats: true, ownProperties: true });
  addFormats(validator);
  return validator;
}
