import type { CatalogueEntry } from "./catalogue.js";

/** SPEC5xxx: templates of the project's own. */
export const EXTENSION_CODES = {
  SPEC6001: {
    severity: "error",
    title: "Template can't be filled",
    cause: "A template of the project's own is no Handlebars template, or asks for something that it isn't given.",
    fix: "Mend the template at the line that is named, or remove the file to have the original again.",
  },
  SPEC6002: {
    severity: "warning",
    title: "Original of a template has changed",
    cause: "A later SpecStar has changed the template that this one was copied from, so that the copy may lack something.",
    fix: "Look at `specstar eject --diff <template>`, take over what is of use, and put the new hash into the first line.",
  },
  SPEC6003: {
    severity: "warning",
    title: "Template without an original",
    cause: "A template takes the place of the one of the same name, and there is none of this name.",
    fix: "Rename the file, or move it out of the folder.",
  },
} as const satisfies Readonly<Record<string, CatalogueEntry>>;
