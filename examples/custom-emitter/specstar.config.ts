import { defineConfig } from "specstar";

export default defineConfig({ emitters: ["emitters/mermaid.js"] });
