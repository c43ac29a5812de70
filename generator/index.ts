/** Public entry of the generator: what a `specstar.config.ts` imports. */
export type { Diagnostic, Span } from "./diagnostics.js";
