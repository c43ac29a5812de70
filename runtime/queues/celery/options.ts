import type { BrokerOptions } from "../amqp/broker-options.js";

/** How jobs come to Celery, and back, over the broker that it uses. Times are in milliseconds. */
export interface CeleryOptions extends BrokerOptions {
  /** Who runs the jobs: workers of ours, which take what Python sends as well; or workers of Celery's. */
  readonly runs: "here" | "elsewhere";
  /** Before a model's name in the name of its queue; `specstar.` unless said otherwise. */
  readonly prefix?: string;
  /** The queues of models that have another one, by the model's name. Where our workers run them, each model needs its own. */
  readonly queues?: Readonly<Record<string, string>>;
  /** The tasks of models that are called otherwise than `specstar.<model>`, by the model's name. */
  readonly tasks?: Readonly<Record<string, string>>;
  /** How often a failed job runs again when neither it nor its model says so; 3 unless said otherwise. */
  readonly maxRetries?: number;
  /** For how long a job that has no timeout may be with Celery before it is taken for lost; 3600000 unless said otherwise. */
  readonly longest?: number;
  /** Whether a job that is cancelled while Celery runs it has its process ended; if not, it goes on and its result is ignored. */
  readonly terminate?: boolean;
}
