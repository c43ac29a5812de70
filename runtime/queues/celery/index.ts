/** A queue that is shared with Celery. Public entry `@specstar/runtime/celery`; its driver amqplib is an optional peer. */

export { celeryQueue } from "./celery-queue.js";
export type { CeleryOptions } from "./options.js";
