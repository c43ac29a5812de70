import files from "node:fs/promises";
import { syncBuiltinESMExports } from "node:module";

type Call = (this: unknown, ...args: readonly unknown[]) => Promise<unknown>;

/** Faults in the calls of this process that write files. */
export interface Faults {
  /** From now on such calls fail with a code of the system, but for the first few. */
  set(code: string, passing: number): void;
  clear(): void;
  /** Puts the calls back as they were. */
  release(): void;
}

/** What fails on a full or read-only disk; a full one still takes what makes room. */
const WRITING = ["mkdir", "open", "access", "rename", "rm"];
const MAKING_ROOM: ReadonlySet<string> = new Set(["rm", "rename", "access"]);

export function injectFaults(): Faults {
  let fault: { readonly code: string; passing: number } | null = null;
  const refuse = (name: string): Error | undefined => {
    if (fault === null || (fault.code === "ENOSPC" && MAKING_ROOM.has(name))) return undefined;
    return fault.passing-- > 0 ? undefined : Object.assign(new Error(`${fault.code}: ${name}`), { code: fault.code });
  };
  const originals = WRITING.map((name): [string, Call] => [name, Reflect.get(files, name)]);
  for (const [name, original] of originals) Reflect.set(files, name, faulty(name, original, refuse));
  syncBuiltinESMExports();
  return {
    set: (code, passing) => void (fault = { code, passing }),
    clear: () => void (fault = null),
    release() {
      for (const [name, original] of originals) Reflect.set(files, name, original);
      syncBuiltinESMExports();
    },
  };
}

function faulty(name: string, original: Call, refuse: (name: string) => Error | undefined): Call {
  return async function (...args) {
    const isReading = (name === "open" && args[1] !== "wx") || (name === "access" && args[1] === undefined);
    const error = isReading ? undefined : refuse(name);
    if (error !== undefined) throw error;
    const result = await Reflect.apply(original, this, args);
    return name === "open" && !isReading ? halfWriting(Object(result), refuse) : result;
  };
}

/** A file whose writing breaks off in the middle. */
function halfWriting(handle: object, refuse: (name: string) => Error | undefined): object {
  const write: Call = Reflect.get(handle, "writeFile");
  const breakOff: Call = async (data) => {
    const error = refuse("writeFile");
    if (error === undefined) return Reflect.apply(write, handle, [data]);
    await Reflect.apply(write, handle, [String(data).slice(0, 10)]);
    throw error;
  };
  Reflect.set(handle, "writeFile", breakOff);
  return handle;
}
