/** What model files import: marker types that erase to their base type, and `schema()`. Read by the generator, never run by it. */

/** The field can be searched and sorted by. */
export type Index = unknown;
/** No two resources that are not deleted may share the value. The field can be searched as well. */
export type Unique = unknown;
/** Text of at least `N` characters (Unicode code points). */
export type MinLength<_N extends number> = unknown;
/** Text of at most `N` characters (Unicode code points). */
export type MaxLength<_N extends number> = unknown;
/** A number of at least `N`. */
export type Min<_N extends number> = unknown;
/** A number of at most `N`. */
export type Max<_N extends number> = unknown;
/** A whole number that a double holds exactly. */
export type Int = number;

type FieldOf<Model> = Extract<keyof Model, string>;

export interface SchemaOptions<Model> {
  /** Fields that are searched together, in this order. */
  readonly indexes?: readonly (readonly FieldOf<Model>[])[];
  /** Fields whose values together may not repeat. */
  readonly unique?: readonly (readonly FieldOf<Model>[])[];
}

/** What `schema()` gives: which class is the model, and which version its shape has. */
export interface Schema<Model> {
  readonly model: new () => Model;
  readonly version: string;
  readonly options: SchemaOptions<Model>;
}

/**
 * Makes a class a model: `export default schema(Issue, "v1")`.
 *
 * @param version names the model's shape; a new shape gets a new one.
 */
export function schema<Model>(model: new () => Model, version: `v${number}`, options: SchemaOptions<Model> = {}): Schema<Model> {
  return { model, version, options };
}
