import { setFlagsFromString } from "node:v8";

/**
 * Has V8 inline no functions where it optimises code. Half of the work of its optimising threads is spared: a run of a few seconds is
 * over before that has paid, and they take the processors that the run needs itself.
 */
export function optimiseLess(): void {
  setFlagsFromString("--max-inlined-bytecode-size-cumulative=0");
}
