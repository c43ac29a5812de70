import type { Storage } from "@specstar/runtime";
import { openManagers, type Managers } from "../../fixtures/life/expected/generated/index.js";
import { openPlace, rowOf, type Place } from "./open-place.js";

/** A back end as a program has it. */
export interface World {
  readonly storage: Storage;
  readonly managers: Managers;
  readonly keepsFiles: boolean;
  readonly usesS3: boolean;
}

/** @param decorate gives what the program uses in place of the storage. */
export async function openWorld(place: Place, decorate: (storage: Storage) => Storage = (storage) => storage): Promise<World> {
  const storage = decorate(await openPlace(place));
  const { keepsFiles, usesS3 } = rowOf(place);
  return { storage, managers: await openManagers(storage), keepsFiles, usesS3 };
}
