import { SpecstarError } from "../../core/errors.js";
import type { JobDesk } from "../../jobs/job-desk.js";
import type { JobMessage, MessageQueue } from "../message-queue.js";
import { attend } from "./elsewhere/attend.js";
import { sendJobs, taskIdOf } from "./elsewhere/send-jobs.js";
import { toHeld } from "./elsewhere/take-results.js";
import { openSource } from "./here/open-source.js";
import { Link } from "./link.js";
import { namesOf, type Names } from "./names.js";
import type { CeleryOptions } from "./options.js";
import { writeRevoke } from "./protocol/revoke.js";
import { writeTask } from "./protocol/task.js";

/**
 * A queue that is shared with Celery, over the broker that it uses: its programs send tasks that are jobs here, or its workers run our
 * jobs. Nothing is connected before it is needed.
 *
 * @throws CONFIG_INVALID that names the option.
 */
export function celeryQueue(options: CeleryOptions): MessageQueue {
  const link = new Link(options);
  const common = {
    description: `Celery at ${link.name}, jobs run ${options.runs}`,
    maxRetries: options.maxRetries,
    isBrokered: true,
    probe: () => link.probe(),
    ping: () => link.ping(),
    close: () => link.close(),
  };
  return options.runs === "here" ? { ...common, ...here(link, options) } : { ...common, ...elsewhere(link, options) };
}

function here(link: Link, options: CeleryOptions): Pick<MessageQueue, "publish" | "subscribe"> {
  return {
    publish: async ({ model }, messages) => {
      const names = namesOf(model, options);
      await Promise.all(messages.map((message) => announce(link, names, message)));
      return messages;
    },
    subscribe: async (desk, subscribing) => openSource(desk, link, namesOf(desk.model, options), subscribing),
  };
}

/** That a job may start. What is in it is read from its resource. */
async function announce(link: Link, { task, queue }: Names, { resourceId, priority }: JobMessage): Promise<void> {
  await link.sendTask(queue, writeTask({ id: resourceId, name: task, args: [], retries: 0, priority, timeLimit: null }));
}

function elsewhere(link: Link, options: CeleryOptions): Pick<MessageQueue, "publish" | "subscribe" | "attend" | "cancel"> {
  const { longest = 3_600_000, terminate = false } = options;
  return {
    publish: async (desk, messages) => {
      await sendJobs(desk, link, namesOf(desk.model, options), messages);
      // Those that were sent are held, and those that could not be had are to be tried soon.
      return [];
    },
    subscribe: async ({ model }) => {
      throw new SpecstarError("CONFIG_INVALID", `The jobs of ${model} are run by Celery's workers: start none of ours for them, or set the queue's option runs to "here".`);
    },
    attend: async (desk, { onTrouble }) => attend(desk, link, namesOf(desk.model, options), { longest, terminate, onTrouble }),
    cancel: (desk, resourceId) => revoke(desk, link, resourceId, terminate),
  };
}

async function revoke(desk: JobDesk, link: Link, resourceId: string, terminate: boolean): Promise<void> {
  const row = toHeld((await desk.read([resourceId]))[0]);
  if (row !== undefined) await link.tellWorkers(writeRevoke(taskIdOf(row), terminate));
}
