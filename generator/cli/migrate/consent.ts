import { EXIT } from "../exit-code.js";
import type { Run } from "./run.js";

/** A migration, or its way back, and what it may destroy. */
export interface Risk {
  readonly id: string;
  readonly risk: string;
}

/**
 * Names what would be lost or may fail, and asks somebody who is there to answer.
 *
 * @param command what to run again, with the flag that consents.
 * @returns the exit code to end with; null when there is consent, or no need of it.
 */
export async function findObjection(risks: readonly Risk[], command: string, { world, flags }: Run): Promise<number | null> {
  if (risks.length === 0 || flags.allowDestructive === true) return null;
  for (const { id, risk } of risks) world.stderr(`${id} ${risk}\n`);
  if (world.ask === null) {
    world.stderr(`Nothing was done. If that is what you want: specstar migrate ${command} --allow-destructive\n`);
    return EXIT.destructive;
  }
  const answer = await world.ask("Type `yes` if that is what you want: ");
  if (answer.trim() === "yes") return null;
  world.stderr("Nothing was done.\n");
  return EXIT.declined;
}
