import { defineConfig } from "specstar";

export default defineConfig({ workers: "workers.ts" });
