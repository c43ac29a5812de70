import { defineConfig } from "specstar";

export default defineConfig({ templates: "specstar/templates" });
