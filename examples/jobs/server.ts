import { openBackend } from "@specstar/runtime/config";
import { serve } from "@specstar/runtime/express";
import { createApp, openManagers } from "./generated/index.js";

const storage = await openBackend("backend.json");
const managers = await openManagers(storage);
const app = createApp(managers, { actor: () => "anonymous" });
await serve(app, { storage });
