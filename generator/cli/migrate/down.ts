import { Refusal } from "../../writer/refusal.js";
import { isRuntimeError } from "../describe-error.js";
import { EXIT } from "../exit-code.js";
import { findObjection } from "./consent.js";
import { withProgress, type Run } from "./run.js";

/** Takes the newest migrations back. Does nothing when that needs a consent which isn't given: exits with 3 when somebody was asked, else with 6. */
export async function takeBack(run: Run): Promise<number> {
  const { runtime, target, migrations, world, flags } = run;
  const revertible = await runtime.listRevertible(target, migrations, flags.steps);
  const risks = revertible.flatMap(({ id, downRisks }) => downRisks.map((risk) => ({ id: `taking back ${id}`, risk })));
  const objection = await findObjection(risks, flags.steps === 1 ? "down" : `down --steps ${flags.steps}`, run);
  if (objection !== null) return objection;
  let at = 0;
  const work = () =>
    runtime.revertApplied(target, migrations, flags.steps, ({ id }) => {
      at++;
      if (flags.json !== true) world.stdout(`reverted ${id}\n`);
    });
  try {
    const reverted = await withProgress(world, () => `taking back ${revertible[at]?.id ?? ""}`, work);
    if (flags.json === true) world.stdout(`${JSON.stringify({ database: target.name, dialect: target.dialect, reverted: reverted.map(({ id }) => id) }, null, 2)}\n`);
    world.stderr(reverted.length === 0 ? "Nothing to take back: nothing was applied.\n" : `${reverted.length} taken back.\n`);
    return EXIT.ok;
  } catch (error) {
    if (isRuntimeError(error)) throw error;
    const reason = error instanceof Error ? error.message : String(error);
    const help = "nothing of it was taken back; what stands in the database's way is in its down.sql, or in the data";
    throw new Refusal(`the migration ${revertible[at]?.id ?? ""} can't be taken back: ${reason}`, help, { cause: error });
  }
}
