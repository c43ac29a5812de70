import { openBackend } from "@specstar/runtime/config";
import { serve } from "@specstar/runtime/express";
import { createApp, openManagers } from "./generated/index.js";

// This file is yours: the back end, the caller's name and everything else that the app needs is put together here.
const storage = await openBackend("backend.json");
const managers = await openManagers(storage);
const app = createApp(managers, { actor: () => "anonymous" });
await serve(app, { storage });
