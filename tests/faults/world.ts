import type { Storage } from "@specstar/runtime";
import { openManagers, type Managers } from "../../fixtures/life/expected/generated/index.js";
import { openPlace, rowOf, type Place } from "./open-place.js";

/** A back end as a program has it. */
export interface World {
  readonly storage: Storage;
  readonly managers: Managers;
  readonly keepsFiles: boolean;
}

/** @param decorate gives what the program uses in place of the storage. */
export async function openWorld(place: Place, decorate: (storage: Storage) => Storage = (storage) => storage): Promise<World> {
  const storage = decorate(await openPlace(place));
  return { storage, managers: await openManagers(storage), keepsFiles: rowOf(place).keepsFiles };
}
