/** A process of its own that makes random writes to the graph in a database. Arguments: the database's folder, a seed, how many. */
import { once } from "node:events";
import { sqliteStorage } from "@specstar/runtime/sqlite";
import { mixWrites } from "../../conformance/manager/graph-mix.js";
import { openGraph } from "../../conformance/manager/graph.js";

const [folder = "", seed, writes] = process.argv.slice(2);
// The test says when all processes are there.
await once(process.stdin, "data");
process.stdin.destroy();
const storage = sqliteStorage(folder);
await mixWrites(openGraph(storage), Number(seed), Number(writes));
await storage.close();
