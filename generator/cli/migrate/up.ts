import { Refusal } from "../../writer/refusal.js";
import { isRuntimeError } from "../describe-error.js";
import { EXIT } from "../exit-code.js";
import { printRisks, withProgress, type Run } from "./run.js";

/** Applies what waits. Exits with 6, and does nothing, when that needs a consent which wasn't given. */
export async function applyAll(run: Run): Promise<number> {
  const { runtime, target, migrations, world, flags } = run;
  const risks = await findRisks(run);
  if (risks.length > 0 && flags.allowDestructive !== true) {
    printRisks(world, risks, "up");
    return EXIT.destructive;
  }
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
async function findRisks({ runtime, target, migrations }: Run): Promise<{ readonly id: string; readonly risk: string }[]> {
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
