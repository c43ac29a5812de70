/**
 * What a process tells of itself: metrics in Prometheus' format, a log in lines of JSON, spans through OpenTelemetry's API. Stands
 * around stores and operations and changes nothing of them. Public entry `@specstar/runtime/telemetry`.
 */
export { describeError, type DescribedError } from "./log/describe-error.js";
export { createLog, type Log, type LogFields, type LogLevel, type LogOptions } from "./log/log.js";
export { observeStorage, telemetryOf } from "./observe-storage.js";
export { currentRequestId, withinRequest } from "./request-scope.js";
export { createTelemetry, type Telemetry, type TelemetryOptions } from "./telemetry.js";
