/**
 * A process of its own that creates, updates, deletes and purges, and prints a line for each that was acknowledged. Arguments: the
 * storage's folder, and the number of the operation on files that it is killed before.
 */
import { writeSync } from "node:fs";
import { diskStorage } from "@specstar/runtime/disk";
import { openIssues } from "../../../conformance/manager/world.js";
import { killBefore } from "./kill-before.js";

const [folder = "", k = ""] = process.argv.slice(2);
const storage = diskStorage(folder);
const issues = openIssues(storage);
await issues.search();
await killBefore(Number(k));

const acknowledge = (what: string) => writeSync(1, `${what}\n`);
await issues.create({ title: "one" }, { id: "a" });
acknowledge("created");
await issues.update("issue:a", { title: "two" });
acknowledge("updated");
await issues.delete("issue:a");
acknowledge("deleted");
await issues.purge("issue:a");
acknowledge("purged");
await storage.close();
