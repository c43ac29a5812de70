/** What a change of the models can break, and for whom. A rule, once given out, keeps its meaning; `docs/breaking.md` lists them all. */

export type Category = "WIRE" | "SOURCE" | "STORAGE";

export interface Rule {
  /** WIRE: callers over HTTP. SOURCE: code that is written against the emitted code. STORAGE: data that is stored already. */
  readonly category: Category;
  readonly severity: "error" | "warning";
  /** What has happened, in one sentence. */
  readonly title: string;
}

const wire = (title: string): Rule => ({ category: "WIRE", severity: "error", title });
const notice = (category: Category, title: string): Rule => ({ category, severity: "warning", title });

export const RULES = {
  CONSTRAINT_LOOSENED: notice("WIRE", "Answers may hold values that none held before."),
  CONSTRAINT_TIGHTENED: wire("Values that were taken are refused."),
  DEFAULT_CHANGED: notice("WIRE", "What is left out becomes something else."),
  DEFAULT_STATUS_CHANGED: notice("WIRE", "New revisions have another status."),
  DISPLAY_NAME_CHANGED: notice("WIRE", "Resources are shown under another name."),
  ENUM_MEMBER_RENAMED: { category: "SOURCE", severity: "error", title: "A member of an enum has another name." },
  FIELD_ABSENT: wire("Answers may lack a field that they always had."),
  FIELD_ADDED_REQUIRED: wire("A new field must be given."),
  FIELD_HIDDEN: wire("Answers lack a field that they had."),
  FIELD_PROTECTED: wire("A field that could be given is refused."),
  FIELD_READONLY: notice("SOURCE", "A field can't be assigned to any more."),
  FIELD_REMOVED: wire("A field is gone."),
  FIELD_RENAMED: wire("A field has another name."),
  FIELD_REQUIRED: wire("A field that could be left out must be given."),
  FIELD_TYPE_CHANGED: wire("A field holds values of another type."),
  INDEX_REMOVED: wire("A field can't be searched and sorted by any more."),
  INDEX_TYPE_CHANGED: wire("A field is searched as another type, with other operators."),
  MODEL_PATH_CHANGED: wire("The URLs begin differently."),
  MODEL_PLURAL_CHANGED: { category: "SOURCE", severity: "error", title: "The manager and the client have another name." },
  MODEL_REMOVED: wire("A model is gone, with its routes and its data."),
  NULL_REFUSED: wire("Null was taken and is refused."),
  NULL_RETURNED: wire("Answers may hold null where none did."),
  ON_DELETE_CHANGED: notice("STORAGE", "A delete does something else to what refers to it."),
  REFERENCE_RETARGETED: { category: "STORAGE", severity: "error", title: "Stored references lead to another model, or to another kind of thing." },
  REQUIRE_IF_MATCH_ADDED: wire("A write to what exists must say which state it expects."),
  REQUIRE_REASON_ADDED: wire("A write must say why."),
  ROUTE_REMOVED: wire("A route is switched off."),
  SCHEMA_VERSION_LOWERED: { category: "STORAGE", severity: "error", title: "Stored revisions are of a later schema version than the model." },
  TYPE_REMOVED: { category: "SOURCE", severity: "error", title: "A type is no longer emitted under its name." },
  UNIQUE_ADDED: { category: "STORAGE", severity: "error", title: "Stored resources may share a value that must be unique." },
  VALUE_ADDED: notice("WIRE", "Answers may hold a value that callers don't know."),
  VALUE_REMOVED: wire("A value that was taken is refused."),
} as const satisfies Readonly<Record<string, Rule>>;

export type RuleName = keyof typeof RULES;

export type Report = (rule: RuleName, place: string, message: string) => void;

/** One change that breaks something. */
export interface Finding {
  readonly rule: RuleName;
  /** `Issue`, `Issue.status`, `Address.city`. */
  readonly place: string;
  /** What was before and what is now, in one sentence. */
  readonly message: string;
  /** The model's file. */
  readonly file: string;
}
