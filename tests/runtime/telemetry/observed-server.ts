import { memoryStorage, type Storage } from "@specstar/runtime";
import type { AppOptions } from "@specstar/runtime/express";
import { createTelemetry, observeStorage, type LogOptions, type Telemetry } from "@specstar/runtime/telemetry";
import { startIssues, type IssueServer, type IssueServerOptions } from "../http/issue-server.js";

export interface ObservedServer extends IssueServer {
  readonly telemetry: Telemetry;
  /** The lines of its log so far, as they were read back. */
  lines(): LogLine[];
  /** Waits for a line. */
  line(matches: (line: LogLine) => boolean): Promise<LogLine>;
}

// What a line must hold is for the tests to say.
export type LogLine = Readonly<Record<string, ReturnType<typeof JSON.parse>>>;

export interface ObservedOptions extends Omit<IssueServerOptions, "storage"> {
  readonly storage?: Storage;
  readonly log?: LogOptions;
}

/** Serves the Issue model on an observed storage, of memory unless one is given, with `/metrics`. */
export async function startObserved({ storage = memoryStorage(), log, ...options }: ObservedOptions = {}): Promise<ObservedServer> {
  let written = "";
  const telemetry = createTelemetry({ log: { format: "json", write: (lines) => void (written += lines), ...log } });
  const own: AppOptions = { metrics: true, ...options };
  const server = await startIssues({ ...own, ...options, storage: observeStorage(storage, telemetry) });
  const lines = (): LogLine[] => written.split("\n").filter(Boolean).map((line) => JSON.parse(line));
  const line = async (matches: (line: LogLine) => boolean): Promise<LogLine> => {
    for (let i = 0; i < 500; i++) {
      const found = lines().find(matches);
      if (found !== undefined) return found;
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    throw new Error(`No such line in: ${written}`);
  };
  return { ...server, telemetry, lines, line };
}
