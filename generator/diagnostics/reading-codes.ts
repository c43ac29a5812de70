import type { CatalogueEntry } from "./catalogue.js";

/** SPEC1xxx: files (10), `schema()` (11), fields and defaults (12), doc comments (13). */
export const READING_CODES = {
  SPEC1001: {
    severity: "error",
    title: "Folder of the models is missing",
    cause: "The folder that `models` in `specstar.config.ts` names, or `models` without a config, does not exist in the project.",
    fix: "Create the folder, or name the right one in `specstar.config.ts`. Run the command in the project's own folder.",
  },
  SPEC1002: {
    severity: "error",
    title: "Syntax error",
    cause: "The file is not valid TypeScript. The first error of each file is told.",
    fix: "Correct it; an editor with TypeScript marks the same place.",
  },
  SPEC1003: {
    severity: "warning",
    title: "No model found",
    cause: "No class in the folder of the models is passed to `schema()`.",
    fix: 'End a model file with `export default schema(Issue, "v1");`.',
  },
  SPEC1004: {
    severity: "warning",
    title: "Class that is not a model",
    cause: "A file in the folder of the models exports a class that is never passed to `schema()`, so nothing is generated for it.",
    fix: "Pass it to `schema()`, or move it out of the folder of the models.",
  },
  SPEC1005: {
    severity: "error",
    title: "File that can't be read",
    cause: "The file is not UTF-8 text, or is nested too deeply.",
    fix: "Save the file as UTF-8, or take its deepest part apart.",
  },
  SPEC1006: {
    severity: "error",
    title: "Import of a file that is not there",
    cause: "A type is imported from a relative path where there is no file.",
    fix: "Correct the path. `./address.js` finds `./address.ts`.",
  },
  SPEC1007: {
    severity: "error",
    title: "Import that is not followed",
    cause: "No package in `node_modules` has types for the import, or a relative path leads outside of the project. Path aliases are not followed.",
    fix: "Install the package, or declare the type in the project and import it by a relative path.",
  },
  SPEC1008: {
    severity: "error",
    title: "Name that the module doesn't export",
    cause: "An import names something that the other file, or `@specstar/runtime/spec`, does not export.",
    fix: "Correct the name, or export it there.",
  },
  SPEC1009: {
    severity: "error",
    title: "Import from the wrong entry",
    cause: "Markers and `schema` come from `@specstar/runtime/spec` alone, which is tiny and has no dependency.",
    fix: "Import from `@specstar/runtime/spec`.",
  },
  SPEC1101: {
    severity: "error",
    title: "First argument of `schema()` is not a class",
    cause: "`schema()` takes the name of a class that the file declares or imports.",
    fix: 'Declare the class and pass its name: `schema(Issue, "v1")`.',
  },
  SPEC1102: {
    severity: "error",
    title: "Schema version is not `v` and a number",
    cause: "The second argument of `schema()` names the version of the model's shape: `v1`, `v2` and so on, written out.",
    fix: 'Write it as text: `schema(Issue, "v1")`.',
  },
  SPEC1103: {
    severity: "error",
    title: "Options of `schema()` can't be read",
    cause:
      "The third argument of `schema()` is an object of constants and functions; its `indexes` and `unique` are lists of lists of field names.",
    fix: 'Write it out: `{ indexes: [["status", "severity"]] }`.',
  },
  SPEC1104: {
    severity: "error",
    title: "Unknown option of `schema()`",
    cause: "The options object has a key that means nothing.",
    fix: "Correct or remove it.",
  },
  SPEC1105: {
    severity: "error",
    title: "Model is not exported by its name",
    cause: "Generated code imports the class by its name, which a default export or an export under another name does not allow.",
    fix: "Write `export class Issue`.",
  },
  SPEC1106: {
    severity: "error",
    title: "Class is passed to `schema()` twice",
    cause: "One class is one model with one schema version.",
    fix: "Remove one of the calls.",
  },
  SPEC1107: {
    severity: "error",
    title: "`schema()` inside of other code",
    cause: "The file is never run, so a call in a function, a condition or a larger expression can't be understood.",
    fix: 'Call it at the top level: `export default schema(Issue, "v1");`.',
  },
  SPEC1108: {
    severity: "error",
    title: "Option names an unknown field",
    cause: "`indexes` and `unique` take the names of the model's fields; of a nested one the path, `address.city`.",
    fix: "Correct the name.",
  },
  SPEC1109: {
    severity: "error",
    title: "Option names a field that can't be indexed",
    cause:
      "Lists, objects and unions of values of several types have no order to be indexed by, and what is inside of a list has many values.",
    fix: "Take the field out, or index fields inside of the object with the marker `Index`.",
  },
  SPEC1110: {
    severity: "error",
    title: "Option doesn't name several fields",
    cause: "An entry of `indexes` or `unique` has fewer than two fields, names one twice, or repeats another entry.",
    fix: "Name two or more different fields. For a single field there are the markers `Index` and `Unique`.",
  },
  SPEC1111: {
    severity: "error",
    title: "Value of an option",
    cause:
      "`path` is one segment of a URL, `plural` a name in code, `defaultStatus` is \"draft\" or \"stable\", `routes` switches routes on and off, `requireReason` and `requireIfMatch` are true or false, and `job` has numbers, its times in seconds, for a class that extends `Job`.",
    fix: "Correct the value.",
  },
  SPEC1112: {
    severity: "error",
    title: "Functions that generated code can't import",
    cause: "A server runs `validate`, `newId` and the steps, and imports them with what `schema()` gives, which the file doesn't export.",
    fix: 'Write `export default schema(Issue, "v1", …)`, or `export const issue = schema(…)`.',
  },
  SPEC1113: {
    severity: "error",
    title: "Not a function",
    cause: "`validate`, `newId` and the conversion of a step are functions, or the name of one.",
    fix: "Write the function in place, or pass its name.",
  },
  SPEC1114: {
    severity: "error",
    title: "Steps that lead nowhere",
    cause:
      "`.step(\"v1\", convert)` leads data of one version to a later one; together, the steps lead every version that they name to the model's own, by one way.",
    fix: "Correct the versions of the steps.",
  },
  SPEC1201: {
    severity: "error",
    title: "Model without fields",
    cause: "The class is empty.",
    fix: "Write its fields: `title!: string;`.",
  },
  SPEC1202: {
    severity: "error",
    title: "Member is not a field",
    cause: "Models and object types hold data alone: no methods, getters, setters, or constructors with parameters. Static members are passed over.",
    fix: "Move it out, for example into a function.",
  },
  SPEC1203: {
    severity: "error",
    title: "Default is not a constant",
    cause:
      "Models are read, never run, so an initialiser must be a value that is written out: text, a number, true, false, null, a list or an object of these, a member of an enum, the name of a constant, or `now()` and `uuid()` of `@specstar/runtime/spec`.",
    fix: "Write the value itself, or pass it when you create the resource.",
  },
  SPEC1204: {
    severity: "error",
    title: "Default does not fit its type",
    cause: "The initialiser is no value of the field's type, breaks one of its limits, or stands in an object type.",
    fix: "Correct the default or the type.",
  },
  SPEC1205: {
    severity: "error",
    title: "Modifier that a model doesn't have",
    cause: "A model's fields are plain public data: not static, private, protected, abstract or accessors; the class is not abstract.",
    fix: "Remove the modifier.",
  },
  SPEC1206: {
    severity: "error",
    title: "Decorator",
    cause: "Decorators are code, which is never run.",
    fix: "Say it with a type, such as `string & Index`.",
  },
  SPEC1207: {
    severity: "error",
    title: "What is extended is no type that can be read",
    cause: "`extends` names a class, an interface or an object type; what a function makes is known only when it runs.",
    fix: "Extend a class or an interface by its name.",
  },
  SPEC1208: {
    severity: "error",
    title: "Field is declared twice",
    cause: "Two members of a class or an object type have one name.",
    fix: "Remove or rename one of them.",
  },
  SPEC1209: {
    severity: "error",
    title: "Field without a type",
    cause: "The type of a field is read as it is written, not inferred from its default.",
    fix: "Write the type: `done: boolean = false`.",
  },
  SPEC1210: {
    severity: "error",
    title: "Optional field with a default",
    cause: "`?` says that the field may be absent when it is read; a field with a default never is.",
    fix: "Remove the `?`. A field with a default can be left out on writing all the same.",
  },
  SPEC1220: {
    severity: "error",
    title: "Field that nobody can fill",
    cause: "HTTP takes neither `ReadOnly` nor `@internal` fields, so a resource that is created there would lack the field.",
    fix: "Give the field a default, or allow it to be absent or null.",
  },
  SPEC1221: {
    severity: "error",
    title: "Access that contradicts itself",
    cause: "`ReadOnly` is shown and not taken, `WriteOnly` taken and not shown, `@internal` neither.",
    fix: "Keep one of them.",
  },
  SPEC1301: {
    severity: "error",
    title: "Unknown tag in a doc comment",
    cause:
      "Doc comments are prose with the tags `@deprecated`, `@example`, `@renamedFrom` and `@internal`. Constraints are types, because a mistyped type is an error and a mistyped comment is silence.",
    fix: "Correct or remove the tag; write constraints as types, such as `string & MaxLength<200>`.",
  },
  SPEC1302: {
    severity: "warning",
    title: "Tag that is not carried over",
    cause: "`@deprecated` and `@example` have a place at models and at fields, not at object types.",
    fix: "Put the tag on the fields, or say it in prose.",
  },
  SPEC1303: {
    severity: "error",
    title: "Tag in the wrong place",
    cause: "`@renamedFrom` and `@internal` say something of a field, not of a model or an object type.",
    fix: "Put the tag on the field.",
  },
  SPEC1304: {
    severity: "error",
    title: "Name before a renaming",
    cause: "`@renamedFrom` is followed by the one name that the field had, which no other field has or claims.",
    fix: "Correct the name, or remove the tag when no database has the old column any more.",
  },
} as const satisfies Readonly<Record<string, CatalogueEntry>>;
