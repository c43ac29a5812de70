import { it } from "vitest";

/** A store that was opened for one test, empty. */
export interface OpenedStore<Store> {
  readonly store: Store;
  close(): Promise<void>;
}

/** Opens a new, empty store: one call per test. */
export type OpenStore<Store> = () => Promise<OpenedStore<Store>>;

/** Makes an empty place for a store, a folder or a database, and gives what opens it: as often as one likes, one at a time. */
export type NewPlace<Store> = () => Promise<OpenStore<Store>>;

/** Declares tests that each have a store of their own. */
export function storeTest<Store>(open: OpenStore<Store>): (title: string, run: (store: Store) => Promise<void>) => void {
  return (title, run) => {
    it(title, async () => {
      const { store, close } = await open();
      try {
        await run(store);
      } finally {
        await close();
      }
    });
  };
}
