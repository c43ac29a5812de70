// How the runner talks with its child processes: one order at a time, each answered with a value or an error.
import { spawn } from "node:child_process";
import { once } from "node:events";

/** @typedef {Record<string, (argument: never) => unknown>} Handlers */
/** @typedef {{ order: string, argument: unknown }} OrderMessage */
/** @typedef {{ value: unknown } | { error: string }} AnswerMessage */

/**
 * Makes this process answer its parent's orders, and end when the parent lets go of it.
 *
 * @param {Handlers} handlers by the name of the order
 */
export function obey(handlers) {
  process.on("message", async (/** @type {OrderMessage} */ { order, argument }) => {
    /** @type {AnswerMessage} */
    let answer;
    try {
      answer = { value: await handlers[order]?.(/** @type {never} */ (argument)) };
    } catch (error) {
      answer = { error: error instanceof Error ? (error.stack ?? error.message) : String(error) };
    }
    process.send?.(answer);
  });
  process.on("disconnect", () => process.exit());
}

/** @typedef {Awaited<ReturnType<typeof startChild>>} Child */

/**
 * Starts a script that obeys.
 *
 * @param {string} script
 * @param {{ core: number | null, flags?: readonly string[] }} options the core it is pinned to, and flags for Node
 */
export function startChild(script, { core, flags = [] }) {
  const node = [process.execPath, ...flags, script];
  const [command = "", ...args] = core === null ? node : ["taskset", "-c", String(core), ...node];
  const child = spawn(command, args, { stdio: ["ignore", "inherit", "inherit", "ipc"] });
  const exited = once(child, "exit");

  return {
    /**
     * @param {string} order
     * @param {unknown} [argument]
     * @returns {Promise<unknown>}
     * @throws {Error} with the child's stack when it failed, or when it ended instead
     */
    ask: async (order, argument) => {
      child.send({ order, argument });
      const ended = exited.then(([code]) => ({ error: `${script} ended with ${code} on "${order}".` }));
      const answered = once(child, "message").then(([message]) => /** @type {AnswerMessage} */ (message));
      const answer = await Promise.race([answered, ended]);
      if ("error" in answer) throw new Error(answer.error);
      return answer.value;
    },
    /** Resolves when the process is gone. */
    end: async () => {
      if (child.connected) child.disconnect();
      await exited;
    },
  };
}
