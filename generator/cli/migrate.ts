import { join } from "node:path";
import { readConfig } from "../reader/read-config.js";
import { Refusal } from "../writer/refusal.js";
import { EXIT } from "./exit-code.js";
import { takeBack } from "./migrate/down.js";
import { printNext } from "./migrate/plan.js";
import { withDatabase } from "./migrate/runtime.js";
import { printStatus } from "./migrate/status.js";
import { applyAll } from "./migrate/up.js";
import type { MigrateAction, MigrateFlags } from "./program.js";
import { printDiagnostics } from "./report.js";
import type { World } from "./world.js";

const ACTIONS = { status: printStatus, up: applyAll, down: takeBack } as const;

/**
 * `specstar migrate status`, `plan`, `up` and `down`. Exits with 2 when the files and the database don't belong together, with 6
 * when something would be lost that nobody has consented to lose.
 */
export async function migrate(root: string, action: MigrateAction, world: World, flags: MigrateFlags = { config: "backend.json", steps: 1 }): Promise<number> {
  const { config, diagnostics } = readConfig({ root });
  printDiagnostics(diagnostics, world);
  if (diagnostics.length > 0) return EXIT.badInput;
  if (action === "plan") return printNext(root, config, world, flags);
  return await withDatabase(root, flags.config, async (runtime, target) => {
    if (target === null) {
      world.stderr("This back end needs no migrations.\n");
      return EXIT.ok;
    }
    if (flags.dialect !== undefined && flags.dialect !== target.dialect)
      throw new Refusal(`${flags.config} describes a database of ${target.dialect}, not of ${flags.dialect}`, "name another file with `--config`");
    const migrations = await runtime.readMigrations(join(root, config.migrations), target.dialect);
    return ACTIONS[action]({ runtime, target, migrations, world, flags });
  });
}
