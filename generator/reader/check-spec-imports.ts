import type { Reader } from "./reader.js";
import { resolveImport } from "./resolve-name.js";
import type { Source } from "./source.js";
import { SPEC_EXPORTS, SPEC_MODULE } from "./spec-exports.js";

/** Reports what a model file imports from SpecStar and can't: a name that isn't there, or a marker from another entry. Used or not. */
export function checkSpecImports(source: Source, reader: Reader): void {
  for (const imported of source.scope.imports.values()) {
    const { text } = imported.specifier;
    if (text === SPEC_MODULE ? imported.name !== "*" : text.startsWith("@specstar/runtime") && SPEC_EXPORTS.includes(imported.name)) {
      resolveImport(imported, source, reader);
    }
  }
}
