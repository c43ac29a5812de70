import type { MessageQueue } from "../queues/message-queue.js";
import type { KeeperDesk } from "./keeper-desk.js";
import { persist } from "./persist.js";
import { tick } from "./tick.js";
import { safeTrouble, type OnTrouble } from "./trouble.js";

const INTERVAL = 1_000;

export interface KeeperOptions {
  /** Told of what fails and is tried again; by default it is a warning of the process. */
  readonly onTrouble?: OnTrouble | undefined;
}

/** Looks after the jobs of a storage for all of its processes. Several do no harm. It does not keep its process alive. */
export interface Keeper {
  /** Resolves once nothing of it is under way. */
  stop(): Promise<void>;
}

/**
 * Starts to look after the jobs of models: fires their schedules, takes jobs to a queue that they have to be brought to, and takes in what
 * came of those that are run elsewhere.
 */
export function startKeeper(desks: readonly KeeperDesk[], queue: MessageQueue, options: KeeperOptions = {}): Keeper {
  const onTrouble = safeTrouble(options.onTrouble);
  const stopping = new AbortController();
  const attendance = attend(desks, queue, { onTrouble, signal: stopping.signal });
  let timer: NodeJS.Timeout;
  let ticked = Promise.resolve();
  const wait = () => {
    timer = setTimeout(() => (ticked = tick(desks, queue, new Date(), onTrouble).then(goOn)), INTERVAL).unref();
  };
  const goOn = () => (stopping.signal.aborted ? undefined : wait());
  wait();
  return {
    async stop() {
      stopping.abort();
      clearTimeout(timer);
      await ticked;
      for (const attended of await attendance) await attended?.close().catch(onTrouble);
    },
  };
}

function attend(desks: readonly KeeperDesk[], queue: MessageQueue, { onTrouble, signal }: { readonly onTrouble: OnTrouble; readonly signal: AbortSignal }) {
  return Promise.all(desks.map((desk) => persist(async () => queue.attend?.(desk, { onTrouble }), { signal, onTrouble })));
}
