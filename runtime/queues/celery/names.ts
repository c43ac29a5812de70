import { SpecstarError } from "../../core/errors.js";
import type { CeleryOptions } from "./options.js";

/** How Celery calls what is about the jobs of one model. */
export interface Names {
  readonly model: string;
  readonly task: string;
  /** Where those who run them take them from. */
  readonly queue: string;
  /** Where what came of them is sent to, when they are run elsewhere. */
  readonly results: string;
}

/** AMQP takes 255 bytes; some are for what we put behind. */
const LONGEST_NAME = 200;

/** @throws CONFIG_INVALID when a name is too long for AMQP. */
export function namesOf(model: string, { prefix = "specstar.", queues = {}, tasks = {} }: CeleryOptions): Names {
  const queue = own(queues, model) ?? `${prefix}${model}`;
  const task = own(tasks, model) ?? `specstar.${model}`;
  for (const name of [queue, task]) {
    if (name === "" || Buffer.byteLength(name) > LONGEST_NAME) throw new SpecstarError("CONFIG_INVALID", `"${name}" can't be a name of Celery's for ${model}: it must have 1 to ${LONGEST_NAME} bytes.`);
  }
  return { model, task, queue, results: `${queue}.results` };
}

function own(names: Readonly<Record<string, string>>, model: string): string | undefined {
  return Object.hasOwn(names, model) ? names[model] : undefined;
}
