import { Refusal } from "../../writer/refusal.js";
import { checkModel, type OpenedJobs } from "../jobs/open-jobs.js";
import { importFromProject } from "../project-code.js";

/** By the names of their models. */
export type Handlers = Readonly<Record<string, (job: never) => unknown>>;

const HELP = "write `export default { … } satisfies JobHandlers`, with the type from the generated index.ts";

/**
 * The handlers that a module of the project exports: an object, or a function that makes one of the project's managers.
 *
 * @param module the path of the module, from the root.
 * @throws Refusal when the module can't be loaded or exports something else.
 */
export async function loadHandlers(root: string, module: string, { managers, allManagers }: OpenedJobs): Promise<Handlers> {
  const loaded = await importFromProject<{ readonly default?: unknown }>(root, module, `put it right, or name another module: specstar worker <module>; ${HELP}`);
  const handlers: unknown = typeof loaded.default === "function" ? await loaded.default(allManagers) : loaded.default;
  if (typeof handlers !== "object" || handlers === null) throw new Refusal(`${module} has no default export with handlers`, HELP);
  const given = Object.entries(handlers).filter(([, handler]) => handler !== undefined);
  for (const [name, handler] of given) {
    checkModel(name, Object.keys(managers));
    if (typeof handler !== "function") throw new Refusal(`the handler \`${name}\` in ${module} is no function`, HELP);
  }
  return Object.fromEntries(given);
}

/** The handlers of these models alone. @throws Refusal for a name that has none. */
export function pickHandlers(handlers: Handlers, only: readonly string[] | undefined): Handlers {
  only?.forEach((name) => checkModel(name, Object.keys(handlers)));
  return Object.fromEntries(Object.entries(handlers).filter(([name]) => only === undefined || only.includes(name)));
}
