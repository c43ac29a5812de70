/** A server of the models of fixtures/life as a process of its own. Its argument is the place, as JSON. Tells its parent the URL. */
import { fileURLToPath } from "node:url";
import { serve } from "@specstar/runtime/express";
import { createApp } from "../../fixtures/life/expected/generated/index.js";
import { openWorld } from "./world.js";

// The generated app finds its document from the project's folder.
process.chdir(fileURLToPath(new URL("../../fixtures/life", import.meta.url)));
const { storage, managers } = await openWorld(JSON.parse(process.argv[2] ?? "{}"));
await serve(createApp(managers), { storage, port: 0, onReady: (url) => void process.send?.({ url }) });
