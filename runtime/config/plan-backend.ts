import type { BlobStore } from "../stores/blob-store.js";
import type { MetaPart, Part } from "../stores/storage.js";
import type { BackendConfig, Connection, Role } from "./backend-config.js";
import { isOneDatabase } from "./bindings.js";
import { openBlobs } from "./compose.js";
import { describeConnection } from "./describe-connection.js";
import { hideSecrets } from "./hide-secrets.js";
import { openersOf } from "./parts/openers-of.js";
import type { RevisionPart } from "./parts/openers.js";
import { readBindings } from "./read-bindings.js";
import { connectionTypes } from "./types/index.js";

/** A back end in its parts, none of them open yet: for those who open each by itself, such as `checkBackend`. */
export interface BackendPlan {
  readonly meta: PlannedPart<MetaPart> & {
    /** Whether only one process may write there at a time. */
    readonly hasOneWriter: boolean;
  };
  readonly resource: PlannedPart<RevisionPart>;
  readonly blob: PlannedPart<Part<BlobStore>>;
  /** A text without the passwords and keys of the configuration. */
  hideSecrets(text: string): string;
}

export interface PlannedPart<Opened> {
  /** Where it is, in words. Holds no password and no key. */
  readonly description: string;
  /** Whether what is there outlasts the process that put it. */
  readonly isDurable: boolean;
  open(): Promise<Opened>;
}

/**
 * What a configuration describes, without opening it.
 *
 * @throws CONFIG_INVALID for every mistake in the configuration, with the JSON Pointer of each.
 */
export async function planBackend(config: string | BackendConfig): Promise<BackendPlan> {
  const bindings = await readBindings(config);
  const { meta, resource, blob } = bindings;
  return {
    meta: {
      ...factsOf(meta, "meta"),
      hasOneWriter: meta.type === "s3",
      open: async () => {
        const { openMeta, openTogether } = await openersOf(meta);
        return isOneDatabase(bindings) && openTogether !== undefined ? (await openTogether()).meta : openMeta();
      },
    },
    resource: { ...factsOf(resource, "resource"), open: async () => (await openersOf(resource)).openRevisions() },
    blob: { ...factsOf(blob, "blob"), open: () => openBlobs(blob) },
    hideSecrets: (text) => hideSecrets(text, bindings),
  };
}

function factsOf(connection: Connection, role: Role): Omit<PlannedPart<unknown>, "open"> {
  return { description: describeConnection(connection, role), isDurable: connectionTypes[connection.type].isDurable };
}
