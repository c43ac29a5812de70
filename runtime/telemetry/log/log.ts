import { describeError } from "./describe-error.js";
import { encodeJsonLine, encodePrettyLine, type LogLine } from "./encode-line.js";
import { createLineWriter } from "./line-writer.js";

export const LEVELS = ["debug", "info", "warn", "error"] as const;
export type LogLevel = (typeof LEVELS)[number];

export interface LogOptions {
  /** Lines below it are left out; `info` when it isn't given. */
  readonly level?: LogLevel;
  /** `json`: one object a line. `pretty`: for people. What a terminal or anything else wants when it isn't given. */
  readonly format?: "json" | "pretty";
  /** Takes whole lines, several at once; standard error when it isn't given. */
  readonly write?: (lines: string) => void;
}

export type LogFields = Readonly<Record<string, string | number | boolean | null | undefined>>;

/** Writes lines of facts. Nobody hands it bodies, headers or query strings: they may hold secrets. */
export interface Log {
  /** Whether lines of this level are written: what goes into one need not be made otherwise. */
  has(level: LogLevel): boolean;
  write(level: LogLevel, msg: string, fields: LogFields): void;
  /** A line about something that failed, with its stack and all of its causes. Written at once. */
  fail(level: "warn" | "error", msg: string, failure: { readonly error: unknown; readonly fields: LogFields }): void;
}

export function createLog(options: LogOptions = {}): Log {
  const { level: least = "info", format = process.stderr.isTTY ? "pretty" : "json" } = options;
  const encode = format === "json" ? encodeJsonLine : encodePrettyLine;
  const writer = createLineWriter(options.write ?? ((lines) => void process.stderr.write(lines)));
  const has = (level: LogLevel): boolean => LEVELS.indexOf(level) >= LEVELS.indexOf(least);
  return {
    has,
    write(level, msg, fields) {
      if (has(level)) writer.add(encode(toLine(level, msg, fields)));
    },
    fail(level, msg, { error, fields }) {
      if (!has(level)) return;
      writer.add(encode({ ...toLine(level, msg, fields), error: describeError(error) }));
      writer.flush();
    },
  };
}

function toLine(level: LogLevel, msg: string, fields: LogFields): LogLine {
  return { time: new Date().toISOString(), level, msg, fields };
}
