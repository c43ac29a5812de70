import type { MessageQueue } from "../queues/message-queue.js";
import { simpleQueue } from "../queues/simple-queue.js";
import type { Storage } from "../stores/storage.js";

const simpleQueues = new WeakMap<Storage, MessageQueue>();

/** By what the jobs of a storage come to their workers: one and the same for all who ask. */
export function queueOf(storage: Storage): MessageQueue {
  if (storage.queue !== undefined) return storage.queue;
  const queue = simpleQueues.get(storage) ?? simpleQueue();
  simpleQueues.set(storage, queue);
  return queue;
}
