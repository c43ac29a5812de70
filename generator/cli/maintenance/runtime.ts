import type { Migration } from "../migrate/runtime.js";

/** What the commands need of `@specstar/runtime/maintenance`, `/config` and `/migrations`, which are the project's and not ours. */
export interface Runtime {
  openBackend(path: string): Promise<Storage>;
  readMigrations(folder: string, dialect: string): Promise<readonly Migration[]>;
  diagnose(storage: Storage, models: readonly Spec[], options: object): AsyncIterable<Finding>;
  rebuildMeta(storage: Storage, models: readonly Spec[], options: object): Promise<Rebuilt>;
  copyStorage(from: Storage, to: Storage, models: readonly Spec[], options: { readonly onProgress: (soFar: CopyProgress) => void }): Promise<Copied>;
}

export const ENTRIES = ["@specstar/runtime/maintenance", "@specstar/runtime/config", "@specstar/runtime/migrations"] as const;

export interface Storage {
  readonly migrations: { readonly dialect: string } | null;
  readonly blobs: {
    put(bytes: AsyncIterable<Uint8Array>): Promise<{ readonly fileId: string }>;
    stat(fileId: string): Promise<object | undefined>;
    delete(fileId: string, unusedSince: Date): Promise<boolean>;
  };
  close(): Promise<void>;
}

/** A model as the runtime sees it: passed on. */
export interface Spec {
  readonly name: string;
}

export interface Finding {
  readonly kind: string;
  readonly severity: "error" | "warning" | "info";
  readonly message: string;
  readonly advice: string;
  readonly repairable: boolean;
  readonly repaired?: boolean;
}

export interface Rebuilt {
  readonly envelopes: number;
  readonly resources: number;
  readonly revisions: number;
  readonly left: readonly { readonly resourceId: string; readonly reason: string }[];
}

export interface CopyProgress {
  readonly step: string;
  readonly done: number;
  readonly total: number | null;
  readonly rate: number;
  readonly secondsLeft: number | null;
}

export interface Copied {
  readonly blobs: { readonly copied: number; readonly skipped: number; readonly bytes: number };
  /** How many came that have not ended; missing in runtimes before there were any. */
  readonly jobs?: number;
  readonly resources: { readonly copied: number; readonly skipped: number; readonly dropped: number; readonly changes: number };
  readonly verified: { readonly resources: number; readonly revisions: number; readonly blobs: number; readonly differences: readonly string[] };
}
