/** A worker as a process of its own. Its argument is the place, as JSON. Tells its parent when it is ready. */
import { createHandler } from "./handler.js";
import { Notes } from "./notes.js";
import { openWorld, type Place } from "./open-world.js";

const place: Place = JSON.parse(process.argv[2] ?? "{}");
const { ships, keep } = await openWorld(place);
keep();
ships.startConsume(createHandler(new Notes(place.dsn)), { concurrency: place.concurrency });
process.on("disconnect", () => process.exit());
process.send?.("ready");
