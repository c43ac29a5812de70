import type { Migration } from "../../migrations/migration-target.js";

export interface DoctorOptions {
  /** For how long a write may take, in milliseconds: what is younger and unused is left alone. An hour unless given. */
  readonly grace?: number | undefined;
  /** What lies between the first look at something wrong and the second, in milliseconds. */
  readonly settle?: number | undefined;
  /** Those of the project, for the storage's dialect; the database is not looked at without. */
  readonly migrations?: readonly Migration[] | undefined;
  /** Mends what can be mended without a guess. */
  readonly repair?: boolean | undefined;
  readonly clock?: (() => Date) | undefined;
  /** Told now and then how far it is. */
  readonly onProgress?: ((soFar: Examined) => void) | undefined;
}

/** How much was looked at. */
export interface Examined {
  readonly resources: number;
  readonly revisions: number;
  readonly envelopes: number;
  readonly changes: number;
}
