import { createLog, type Log, type LogOptions } from "./log/log.js";
import { createInstruments, type Instruments } from "./metrics/instruments.js";
import { TEXT_FORMAT } from "./metrics/text-format.js";
import { Tracing } from "./tracing/tracing.js";

export interface TelemetryOptions {
  /** How the log is written. */
  readonly log?: LogOptions;
}

/** What a process tells of itself: metrics, a log and spans. One for a process. */
export interface Telemetry {
  readonly instruments: Instruments;
  readonly log: Log;
  readonly tracing: Tracing;
  /** Asks for what is known only when somebody asks, as how many jobs wait: before `metrics`. What does not answer is left out. Never rejects. */
  gather(): Promise<void>;
  /** All metrics in the Prometheus text format, to be sent as `contentType`. */
  metrics(): { readonly contentType: string; readonly text: string };
}

export function createTelemetry(options: TelemetryOptions = {}): Telemetry {
  const instruments = createInstruments();
  const metrics = (): { contentType: string; text: string } => ({ contentType: TEXT_FORMAT, text: instruments.encode() });
  return { instruments, log: createLog(options.log), tracing: new Tracing(), gather: () => instruments.jobs.gather(), metrics };
}
