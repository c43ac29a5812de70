/**
 * What model files import: marker types that erase to their base type, and `schema()`. The generator reads model files and never
 * runs them; a server runs the functions that they pass to `schema()`.
 */

/** The field can be searched and sorted by. */
export type Index = unknown;
/** No two resources that are not deleted may share the value. The field can be searched as well. */
export type Unique = unknown;
/** The field names the resource to people. One per model. */
export type DisplayName = unknown;
/** HTTP shows the field and doesn't take it: server code sets it. */
export type ReadOnly = unknown;
/** HTTP takes the field and never shows it. */
export type WriteOnly = unknown;
/** Text of at least `N` characters (Unicode code points). */
export type MinLength<_N extends number> = unknown;
/** Text of at most `N` characters (Unicode code points). */
export type MaxLength<_N extends number> = unknown;
/** Text that holds a match of a regular expression (ECMA-262, `u` flag): `Pattern<"^[a-z]+$">`. */
export type Pattern<_Source extends string> = unknown;
/** Text in a format of JSON Schema 2020-12 (validation, section 7.3). */
export type Format<
  _Name extends
    | "date-time"
    | "date"
    | "time"
    | "duration"
    | "email"
    | "hostname"
    | "ipv4"
    | "ipv6"
    | "uri"
    | "uri-reference"
    | "uri-template"
    | "uuid"
    | "json-pointer"
    | "relative-json-pointer"
    | "regex",
> = unknown;
/** A number of at least `N`. */
export type Min<_N extends number> = unknown;
/** A number of at most `N`. */
export type Max<_N extends number> = unknown;
/** A list of at least `N` items. */
export type MinItems<_N extends number> = unknown;
/** A list of at most `N` items. */
export type MaxItems<_N extends number> = unknown;
/** A list without two equal items. */
export type UniqueItems = unknown;

/** A whole number that a double holds exactly. */
export type Int = number;
/** A decimal number as text, `"12.50"`: kept exactly as it is written. */
export type Decimal = string;
/** A UUID (RFC 9562) as text. */
export type Uuid = string;

/** What is known of a blob. */
export interface Binary {
  /** The SHA-256 of the bytes, in hexadecimal digits. */
  fileId: string;
  /** In bytes. */
  size: number;
  /** A media type: `image/png`. */
  contentType: string;
  /** What a person calls the file: `logo.png`. Never a path. */
  name?: string;
}

export interface RefOptions {
  /**
   * What happens to this resource when the other one is deleted: it is deleted too, the field becomes null, the deletion is refused,
   * or nothing. "restrict" unless given.
   */
  readonly onDelete?: "cascade" | "setNull" | "restrict" | "dangling";
}

/** The id of a resource of another model, or of the same. */
export type Ref<_Model extends object, _Options extends RefOptions = Record<never, never>> = string;
/** The id of one revision of a resource: it stays at that revision. */
export type RevisionRef<_Model extends object, _Options extends RefOptions = Record<never, never>> = string;

/** The default of a `Date` field: the time at which the resource is written. */
export function now(): Date {
  return new Date();
}

/** The default of a text field: a new UUID (RFC 9562, version 4). */
export function uuid(): string {
  return crypto.randomUUID();
}

/** Where a job is in its life. */
export type JobState = "pending" | "running" | "completed" | "failed" | "cancelled";

/** One run of a job. */
export interface JobAttempt {
  startedAt: Date;
  endedAt: Date | null;
  error: string | null;
}

/** A job that makes others at the times of a cron expression, and never runs itself. */
export interface CronSchedule {
  kind: "cron";
  /** Minute, hour, day of the month, month, day of the week: `30 2 * * 1-5`. Six fields begin with the second. */
  cron: string;
  /** A name of the IANA database, `Europe/Berlin`; UTC without. */
  timeZone?: string;
  /** What becomes of times that passed while nobody looked: one job for the latest of them, "once", unless given. */
  missed?: "skip" | "once" | "all";
  /** The last time that counts. */
  until?: Date;
}

/** A job that makes others in equal intervals from its start on, and never runs itself. */
export interface IntervalSchedule {
  kind: "interval";
  /** In seconds. */
  every: Int & Min<1>;
  /** What becomes of times that passed while nobody looked: one job for the latest of them, "once", unless given. */
  missed?: "skip" | "once" | "all";
  /** The last time that counts. */
  until?: Date;
}

/** A model that carries work: `class Train extends Job<TrainPayload, TrainResult> {}`. */
export abstract class Job<Payload, Result> {
  /** What is to be done. */
  payload!: Payload;
  /** What came of it. */
  result: (Result & ReadOnly) | null = null;
  state: JobState & Index & ReadOnly = "pending";
  attempts: JobAttempt[] & ReadOnly = [];
  /** How often a failed job runs again; null takes the queue's default. */
  maxRetries: (Int & Min<0>) | null = null;
  /** Not before this time. */
  runAt: (Date & Index) | null = null;
  /** The higher goes first. */
  priority: Int & Min<-100> & Max<100> = 0;
  /** For how long an attempt may run, in seconds; null takes the model's setting. */
  timeout: (number & Min<0.001>) | null = null;
  /** No two jobs that have not ended share it. */
  dedupeKey: (string & MinLength<1> & MaxLength<200> & Unique) | null = null;
  /** Only so many jobs with the same key run at a time. */
  concurrencyKey: (string & MinLength<1> & MaxLength<200>) | null = null;
  /** Given for a job that never runs, but makes others at its times. */
  schedule: CronSchedule | IntervalSchedule | null = null;
  /** The id of the schedule that made it. */
  firedBy: (string & Index & ReadOnly) | null = null;
  /** What it has logged, once it has ended. */
  log: (Binary & ReadOnly) | null = null;
}

/** Something wrong between the fields of a value. */
export interface Problem {
  /** The field: `dueDate`, `address.city`. */
  readonly path: string;
  readonly message: string;
}

/** The routes of a model. */
export type RouteName =
  | "create"
  | "search"
  | "searchByBody"
  | "count"
  | "get"
  | "update"
  | "patch"
  | "publish"
  | "delete"
  | "restore"
  | "purge"
  | "switch"
  | "revert"
  | "listRevisions"
  | "getRevision"
  | "diff"
  | "referrers"
  | "getBlob"
  | "bulk"
  | "cancel"
  | "rerun"
  | "rerunMany"
  | "status"
  | "listAttempts"
  | "readLog"
  | "watch";

/** How the jobs of a model are run. Times are in seconds. */
export interface JobOptions {
  /** How often a failed job runs again, unless it says so itself; the queue's default unless given. */
  readonly maxRetries?: number;
  /** How often a job may lose its worker before it is given up as failed; 5 unless given. */
  readonly maxLosses?: number;
  /** After how long without a sign of life a worker's jobs are another's; 30 unless given. */
  readonly lease?: number;
  /** For how long an attempt may run, unless the job says so itself; as long as it wants unless given. */
  readonly timeout?: number;
  /** How long a failed job waits: at first, 1 unless given, then twice as long each time, an hour at the most unless given. */
  readonly backoff?: { readonly first?: number; readonly longest?: number };
  /** How many jobs with the same concurrency key run at a time; 1 unless given. */
  readonly concurrency?: number;
}

export interface SchemaOptions<Model> {
  /** Fields that are searched together, in this order; a nested one by its path, `address.city`. */
  readonly indexes?: readonly (readonly FieldPath<Model>[])[];
  /** Fields whose values together may not repeat. */
  readonly unique?: readonly (readonly FieldPath<Model>[])[];
  /** The first segment of the URLs; the plural of the model's name unless given. */
  readonly path?: string;
  /** What several resources are called in code, `people`: the key among the managers, and the path unless that is given too. */
  readonly plural?: string;
  /** Routes to switch off: `{ delete: false }`. */
  readonly routes?: { readonly [Name in RouteName]?: boolean };
  /** The status of a new revision; "stable" unless given. */
  readonly defaultStatus?: "draft" | "stable";
  /** Whether every write must say why: `{ requireReason: true }`. */
  readonly requireReason?: boolean;
  /** Whether a write over HTTP must say by If-Match which state it expects: `{ requireIfMatch: true }`. */
  readonly requireIfMatch?: boolean;
  /** How the jobs of the model are run: for a class that extends `Job`. */
  readonly job?: JobOptions;
  /** Makes the part of a new id that follows `issue:`; it may have letters, digits, `-`, `_` and `.`. A UUID of version 7 unless given. */
  readonly newId?: () => string;
  /** Checks what one field alone can't say, after the fields have been checked. */
  readonly validate?: (value: Readonly<Model>) => Iterable<Problem>;
}

type FieldOf<Model> = Model extends unknown ? Extract<keyof Model, string> : never;
type FieldPath<Model> = FieldOf<Model> | `${FieldOf<Model>}.${string}`;

/** What `schema()` gives: which class is the model, which version its shape has, and how older data becomes it. */
export interface Schema<Model> {
  readonly version: string;
  readonly options: SchemaOptions<Model>;
  readonly steps: readonly Step[];
  /** Declares how data of an older version becomes data of version `to`, which is the newest unless given. */
  step<Old, New = Model>(from: `v${number}`, convert: (old: Old) => New, to?: `v${number}`): Schema<Model>;
}

/** A conversion of data from one version of a model to a later one. */
export interface Step {
  readonly from: string;
  readonly to: string;
  readonly convert: (old: never) => unknown;
}

/**
 * Makes a class a model: `export default schema(Issue, "v1")`.
 *
 * @param version names the model's shape; a new shape gets a new one.
 */
export function schema<Model>(_model: new () => Model, version: `v${number}`, options: SchemaOptions<Model> = {}): Schema<Model> {
  return createSchema(version, options, []);
}

/**
 * Makes a union of classes one model: `type Pet = Cat | Dog; export default schemaOf<Pet>("Pet", "v1")`.
 *
 * @param _name the name of the type alias.
 */
export function schemaOf<Model>(_name: string, version: `v${number}`, options: SchemaOptions<Model> = {}): Schema<Model> {
  return createSchema(version, options, []);
}

function createSchema<Model>(version: string, options: SchemaOptions<Model>, steps: readonly Step[]): Schema<Model> {
  return {
    version,
    options,
    steps,
    step: (from, convert, to) => createSchema(version, options, [...steps, { from, to: to ?? version, convert }]),
  };
}
