/** Public entry of the generator: what a `specstar.config.ts` imports. */
export { defineConfig, type Config } from "./config.js";
export type { Diagnostic, Span } from "./diagnostics.js";
