import type { CatalogueEntry } from "./catalogue.js";

/** SPEC3xxx: names, and what is made from them. */
export const NAME_CODES = {
  SPEC3001: {
    severity: "error",
    title: "Name of a model or an object type",
    cause: "Paths, tables and types are made from the name: Latin letters and digits, beginning with a capital.",
    fix: "Rename it, as in `BlogPost`.",
  },
  SPEC3002: {
    severity: "error",
    title: "Name of a field",
    cause:
      "A field's name is written out, not computed. That of an indexed field is a parameter of the search too, so it is not empty and has no dots, brackets or control characters.",
    fix: "Rename it, as in `dueDate`, or take its index away.",
  },
  SPEC3003: {
    severity: "error",
    title: "Two models of one name",
    cause: "Two files declare a model of the same name.",
    fix: "Rename one of them.",
  },
  SPEC3004: {
    severity: "error",
    title: "Models that would share a name",
    cause: "Two models lead to the same folder, path, manager, table or index, once capitals, plurals and endings are settled.",
    fix: "Rename one of them.",
  },
  SPEC3005: {
    severity: "error",
    title: "Name that is taken",
    cause: "Generated code, the database, SpecStar or Windows needs the name for itself.",
    fix: "Rename the model or the object type.",
  },
  SPEC3006: {
    severity: "error",
    title: "Path that is taken",
    cause: "The server answers the path itself.",
    fix: "Rename the model, or give it another `path`.",
  },
  SPEC3007: {
    severity: "error",
    title: "Fields that would share a column",
    cause: "Two indexed fields lead to one column: `dueDate` and `due_date`, or `address.city` and `addressCity`.",
    fix: "Rename one of them.",
  },
  SPEC3008: {
    severity: "error",
    title: "Indexed field named like a fact of every resource",
    cause: "Searches know the name already: every resource has an id, times, users, a revision count and a schema version.",
    fix: "Rename the field, or take its index away.",
  },
  SPEC3009: {
    severity: "error",
    title: "Indexed field named like a word of the search",
    cause: "The name is a parameter or an operator of every search.",
    fix: "Rename the field, or take its index away.",
  },
  SPEC3010: {
    severity: "error",
    title: "Field called `__proto__`",
    cause: "JavaScript gives the name a meaning of its own.",
    fix: "Rename it.",
  },
  SPEC3011: {
    severity: "error",
    title: "Name that is too long",
    cause: "PostgreSQL cuts names of tables and columns after 63 bytes.",
    fix: "Shorten the name, or nest less deeply.",
  },
  SPEC3012: {
    severity: "error",
    title: "Types that would share a name",
    cause:
      "Two object types, or an object type and a type that is made for a model (`Issue`, `IssueInput`, `IssueIndexed`, `IssueManager`, `IssueModel`), have one name; in the OpenAPI document each name stands for one type.",
    fix: "Rename one of them, or declare the type once and import it.",
  },
} as const satisfies Readonly<Record<string, CatalogueEntry>>;
