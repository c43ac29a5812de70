import { Refusal } from "../../writer/refusal.js";
import { isRuntimeError } from "../describe-error.js";
import { EXIT } from "../exit-code.js";
import { findObjection, type Risk } from "./consent.js";
import { withProgress, type Run } from "./run.js";

/** Applies what waits. Does nothing when that needs a consent which isn't given: exits with 3 when somebody was asked, else with 6. */
export async function applyAll(run: Run): Promise<number> {
  const { runtime, target, migrations, world, flags } = run;
  const objection = await findObjection(await findRisks(run), "up", run);
  if (objection !== null) return objection;
  const { pending } = await runtime.migrationStatus(target, migrations);
  let at = 0;
  try {
    const work = () =>
      runtime.applyPending(target, migrations, ({ id }) => {
        at++;
        if (flags.json !== true) world.stdout(`applied ${id}\n`);
      });
    const applied = await withProgress(world, () => `applying ${pending[at]?.id ?? ""}`, work);
    if (flags.json === true) world.stdout(`${JSON.stringify({ database: target.name, dialect: target.dialect, applied: applied.map(({ id }) => id) }, null, 2)}\n`);
    world.stderr(applied.length === 0 ? "Nothing to apply: the database is up to date.\n" : `${applied.length} applied.\n`);
    return EXIT.ok;
  } catch (error) {
    throw isRuntimeError(error) ? error : await explainFailure(error, run);
  }
}

/** A database that nothing was applied to yet has no data to lose. */
async function findRisks({ runtime, target, migrations }: Run): Promise<Risk[]> {
  const { applied, changed, unknown, pending } = await runtime.migrationStatus(target, migrations);
  if (applied.length + changed.length + unknown.length === 0) return [];
  return pending.flatMap(({ id, risks }) => risks.map((risk) => ({ id, risk })));
}

/** What the database says of SQL that it doesn't take. */
async function explainFailure(error: unknown, { runtime, target, migrations }: Run): Promise<Refusal> {
  const [failed] = (await runtime.migrationStatus(target, migrations)).pending;
  const reason = error instanceof Error ? error.message : String(error);
  return new Refusal(
    `the migration ${failed?.id ?? ""} failed: ${reason}`,
    "nothing of it was applied; what stands in the database's way is in its migration.sql, or in the data",
    { cause: error },
  );
}
