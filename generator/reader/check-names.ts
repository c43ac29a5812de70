import { checkFieldNames } from "./check-field-names.js";
import { checkModelName, checkTypeName } from "./check-type-names.js";
import { createClaims } from "./claims.js";
import { claimEmittedTypes, claimModelNames, claimType } from "./claim-names.js";
import type { ModelDraft } from "./read-model.js";
import type { Reader } from "./reader.js";

/** Reports every name from which something unusable would be made, or the same thing twice. Nothing is written before this is clean. */
export function checkNames(drafts: readonly ModelDraft[], reader: Reader): void {
  const claims = createClaims(reader);
  const distinct = new Map<string, ModelDraft>();
  for (const draft of drafts) {
    const { name } = draft.model;
    const namesake = distinct.get(name);
    if (namesake === undefined) distinct.set(name, draft);
    else reportNamesake(draft, namesake, reader);
  }
  for (const draft of distinct.values()) {
    checkFieldNames(draft, reader);
    if (!checkModelName(draft, reader)) continue;
    claimModelNames(draft, claims);
    claimEmittedTypes(draft, claims);
  }
  for (const object of reader.objects.values()) {
    if (checkTypeName(object.object.name, object, reader)) claimType(object.object, object, claims);
  }
  for (const type of reader.named.values()) {
    const spot = reader.namedSpots.get(type.name);
    if (spot !== undefined && checkTypeName(type.name, spot, reader)) claimType(type, spot, claims);
  }
}

function reportNamesake(draft: ModelDraft, namesake: ModelDraft, reader: Reader): void {
  const { name, file } = namesake.model;
  const related = [{ spot: namesake, message: `\`${name}\` is declared here as well` }];
  reader.reports.add("SPEC3003", { ...draft, related }, `There is another model \`${name}\`, in \`${file}\`.`, "Rename one of them.");
}
