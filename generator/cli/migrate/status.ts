import { EXIT } from "../exit-code.js";
import type { Run } from "./run.js";

const STATES = ["applied", "changed", "unknown", "pending"] as const;

/** Lists every migration that the project or the database knows. Exits with 2 when the two don't belong together. */
export async function printStatus({ runtime, target, migrations, world, flags }: Run): Promise<number> {
  const status = await runtime.migrationStatus(target, migrations);
  const ids = STATES.map((state) => [state, status[state].map(({ id }) => id)] as const);
  if (flags.json === true) world.stdout(`${JSON.stringify({ database: target.name, dialect: target.dialect, ...Object.fromEntries(ids) }, null, 2)}\n`);
  else for (const [state, all] of ids) for (const id of all) world.stdout(`${state.padEnd(7)} ${id}\n`);
  if (status.changed.length > 0) world.stderr("A migration was changed after it was applied: restore its file.\n");
  if (status.unknown.length > 0)
    world.stderr("The database knows a migration that has no file: it belongs to another state of the project.\n");
  if (status.pending.length > 0) world.stderr(`${status.pending.length} to apply: run \`specstar migrate up\`.\n`);
  else world.stderr("Nothing to apply.\n");
  return status.changed.length + status.unknown.length === 0 ? EXIT.ok : EXIT.badInput;
}
