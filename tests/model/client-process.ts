/**
 * A process of its own that uses registers in a back end, and prints the histories. Arguments: the back end's configuration as JSON,
 * the name of the process, a seed, how many rounds, and the ids of the registers.
 */
import { once } from "node:events";
import { openBackend } from "@specstar/runtime/config";
import { createRandom, useRegister } from "./clients.js";
import { openManagers } from "./models.js";

const [config = "", name = "", seed = "0", rounds = "0", ...registers] = process.argv.slice(2);
process.stdout.write("ready\n");
// The test starts processes ahead of time, and says when it is their turn.
await once(process.stdin, "data");
process.stdin.destroy();
const storage = await openBackend(JSON.parse(config));
const { note: notes } = openManagers(storage);
const random = createRandom(Number(seed));
// All processes of a machine have the same monotonic clock.
const now = () => Number(process.hrtime.bigint());
const histories = await Promise.all(
  registers.map((id, at) => useRegister({ notes, name: `${name}${at}`, random, now }, id, Number(rounds))),
);
await storage.close();
process.stdout.write(`${JSON.stringify(histories)}\n`);
