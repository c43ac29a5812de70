/**
 * A process of its own that uses registers in a SQLite file, and prints the histories. Arguments: the folder, its name, a seed, how
 * many rounds, and the ids of the registers.
 */
import { once } from "node:events";
import { sqliteStorage } from "@specstar/runtime/sqlite";
import { createRandom, useRegister } from "./clients.js";
import { openManagers } from "./models.js";

const [folder = "", name = "", seed = "0", rounds = "0", ...registers] = process.argv.slice(2);
process.stdout.write("ready\n");
// The test starts processes ahead of time, and says when it is their turn.
await once(process.stdin, "data");
process.stdin.destroy();
const storage = sqliteStorage(folder);
const { note: notes } = openManagers(storage);
const random = createRandom(Number(seed));
// All processes of a machine have the same monotonic clock.
const now = () => Number(process.hrtime.bigint());
const histories = await Promise.all(
  registers.map((id, at) => useRegister({ notes, name: `${name}${at}`, random, now }, id, Number(rounds))),
);
await storage.close();
process.stdout.write(`${JSON.stringify(histories)}\n`);
