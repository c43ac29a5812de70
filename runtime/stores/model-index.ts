/** How the values of one indexed field are compared and kept. Text is compared by Unicode code point, a date by its instant. */
export type IndexedType = "text" | "integer" | "real" | "boolean" | "date";

export interface IndexedField {
  /** The field's path in the data: `status`, `address.city`. */
  readonly path: string;
  /** Its column in the model's table. Made by the generator: a plain SQL identifier. */
  readonly column: string;
  /** Of its value, or of each of its values. */
  readonly type: IndexedType;
  /** Given when the path leads through lists: the field has many values, kept as a list. */
  readonly list?: true;
}

/** All that a store knows of a model: where its resources are kept and what can be searched. Made once, never changed. */
export interface ModelIndex {
  /** First part of every resource id, and the model's name in the change log: `issue`. */
  readonly model: string;
  /** The meta table. The revisions are in `<table>_revision`. */
  readonly table: string;
  readonly fields: readonly IndexedField[];
  /** Sets of field paths whose values no two resources that are not deleted may share. A null equals nothing. */
  readonly unique: readonly (readonly string[])[];
}
