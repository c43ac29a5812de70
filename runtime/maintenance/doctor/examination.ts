import type { OperationContext } from "../../core/context.js";
import type { Storage } from "../../stores/storage.js";
import type { ModelContexts } from "../models-of.js";
import type { DoctorOptions, Examined } from "./options.js";

const HOUR = 3_600_000;

/** What every part of one examination works with. */
export class Examination {
  readonly storage: Storage;
  readonly models: ModelContexts;
  readonly repair: boolean;
  readonly options: DoctorOptions;
  /** What is younger may belong to a write that is under way, as RFC 3339 text. */
  readonly youngest: string;
  readonly now: string;
  /** Models that were come across and aren't the project's. */
  readonly unknownModels = new Set<string>();
  #examined: Examined = { resources: 0, revisions: 0, envelopes: 0, changes: 0 };

  constructor(storage: Storage, models: ModelContexts, options: DoctorOptions) {
    const now = (options.clock ?? (() => new Date()))();
    this.storage = storage;
    this.models = models;
    this.repair = options.repair ?? false;
    this.options = options;
    this.now = now.toISOString();
    this.youngest = new Date(now.getTime() - (options.grace ?? HOUR)).toISOString();
  }

  get examined(): Examined {
    return this.#examined;
  }

  count(part: Partial<Examined>): void {
    const { resources, revisions, envelopes, changes } = this.#examined;
    this.#examined = {
      resources: resources + (part.resources ?? 0),
      revisions: revisions + (part.revisions ?? 0),
      envelopes: envelopes + (part.envelopes ?? 0),
      changes: changes + (part.changes ?? 0),
    };
    this.options.onProgress?.(this.#examined);
  }

  /** The model that something belongs to; undefined, and noted, when it isn't the project's. */
  modelOf(name: string): OperationContext | undefined {
    const context = this.models.get(name);
    if (context === undefined && this.unknownModels.size < MOST_UNKNOWN) this.unknownModels.add(name);
    return context;
  }

  /** Between two looks: a write that was between its two steps is done by then. */
  async settle(): Promise<void> {
    await new Promise((resolve) => setTimeout(resolve, this.options.settle ?? 500));
  }
}

/** A log can be full of strange names. */
const MOST_UNKNOWN = 100;
