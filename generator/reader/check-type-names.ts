import { MAX_IDENTIFIER_LENGTH, modelLabel, revisionTableName, tableName } from "../ir/names.js";
import type { ModelDraft } from "./read-model.js";
import type { Reader } from "./reader.js";
import type { Spot } from "./reports.js";
import { DEVICE_NAMES, RESERVED_PATHS, RESERVED_TABLE_PREFIXES, RESERVED_TYPE_NAMES } from "./reserved-names.js";

/** Whether names can be made from a model's name; what stands against it is reported. */
export function checkModelName(draft: ModelDraft, reader: Reader): boolean {
  const { name } = draft.model;
  if (!checkTypeName(name, draft, reader)) return false;
  const table = tableName(name);
  const { path } = draft.model.options;
  if (DEVICE_NAMES.has(modelLabel(name))) {
    reader.reports.add(
      "SPEC3005",
      draft,
      `\`${name}\` is the name of a device on Windows, where no folder can have it.`,
      "Rename the model.",
    );
  } else if (RESERVED_TABLE_PREFIXES.some((prefix) => table.startsWith(prefix))) {
    reader.reports.add(
      "SPEC3005",
      draft,
      `The table \`${table}\` of \`${name}\` belongs to the database or to SpecStar.`,
      "Rename the model.",
    );
  } else if (RESERVED_PATHS.has(path.toLowerCase())) {
    reader.reports.add(
      "SPEC3006",
      draft,
      `The path \`/${path}\` of \`${name}\` belongs to the server.`,
      `Rename the model, or give it another \`path\`; the taken paths are ${[...RESERVED_PATHS].join(", ")}.`,
    );
  } else if (revisionTableName(name).length > MAX_IDENTIFIER_LENGTH) {
    const help = `Shorten it: PostgreSQL keeps ${MAX_IDENTIFIER_LENGTH} bytes of a name.`;
    reader.reports.add("SPEC3011", draft, `The table \`${revisionTableName(name)}\` has too long a name.`, help);
  } else {
    return true;
  }
  return false;
}

/** Whether a type can be emitted under its name; what stands against it is reported. */
export function checkTypeName(name: string, spot: Spot, reader: Reader): boolean {
  if (!/^[A-Z][A-Za-z0-9]*$/.test(name)) {
    const suggestion = name.replaceAll(/(?:^|[^A-Za-z0-9]+)([A-Za-z0-9]?)/g, (_, first: string) => first.toUpperCase());
    const hint = /^[\w$]+$/.test(name) && /^[A-Z]/.test(suggestion) ? `, as in \`${suggestion}\`` : "";
    reader.reports.add(
      "SPEC3001",
      spot,
      `\`${name}\` can't be the name of a model or another type.`,
      `Use Latin letters and digits, beginning with a capital${hint}.`,
    );
    return false;
  }
  if (!RESERVED_TYPE_NAMES.has(name)) return true;
  reader.reports.add(
    "SPEC3005",
    spot,
    `\`${name}\` is a name that generated code needs itself.`,
    `Rename it, for example to \`${name}Entry\`.`,
  );
  return false;
}
