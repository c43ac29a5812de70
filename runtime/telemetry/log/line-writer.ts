export interface LineWriter {
  add(line: string): void;
  /** Writes what has been added. */
  flush(): void;
}

/**
 * Writes the lines of one turn of the event loop together: a write to standard error waits for the kernel. What is left is written
 * when the process ends, unless it is killed.
 */
export function createLineWriter(write: (lines: string) => void): LineWriter {
  let lines = "";
  const flush = (): void => {
    const gathered = lines;
    lines = "";
    process.off("exit", flush);
    if (gathered !== "") write(gathered);
  };
  const add = (line: string): void => {
    if (lines === "") {
      setImmediate(flush);
      process.on("exit", flush);
    }
    lines += line;
  };
  return { add, flush };
}
