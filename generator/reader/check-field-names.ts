import type { IndexedDraft } from "./index-table.js";
import type { ModelDraft } from "./read-model.js";
import type { Reader } from "./reader.js";
import { META_FIELDS, SEARCH_WORDS } from "./reserved-names.js";

/** Reports indexed fields that could not be told apart in the database or in a search. Fields that are not indexed have no such limits. */
export function checkFieldNames({ model, indexed }: ModelDraft, reader: Reader): void {
  const owners = new Map<string, IndexedDraft>();
  for (const draft of indexed) {
    const { column, indexedPath } = draft;
    const { path } = indexedPath;
    const owner = owners.get(column);
    if (owner === undefined) {
      owners.set(column, draft);
    } else {
      const taken = owner.indexedPath.path;
      const message = `\`${path}\` and \`${taken}\` of \`${model.name}\` would share the column \`${column}\`.`;
      const related = [{ spot: owner, message: `\`${taken}\` is declared here` }];
      reader.reports.add("SPEC3007", { ...draft, related }, message, "Rename one of them.");
    }
    checkWord(draft, reader);
  }
}

function checkWord(draft: IndexedDraft, reader: Reader): void {
  const { path } = draft.indexedPath;
  if (META_FIELDS.has(path)) {
    const help = `Rename the field, or take its index away; the taken names are ${[...META_FIELDS].join(", ")}.`;
    reader.reports.add("SPEC3008", draft, `The search field \`${path}\` exists for every resource already.`, help);
  }
  if (SEARCH_WORDS.has(path)) {
    const help = `Rename the field, or take its index away; the taken words are ${[...SEARCH_WORDS].join(", ")}.`;
    reader.reports.add("SPEC3009", draft, `\`${path}\` is a word of the search, and can't be the name of an indexed field.`, help);
  }
}
