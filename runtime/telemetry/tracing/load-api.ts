import { createRequire } from "node:module";
import type * as Api from "@opentelemetry/api";

export type OpenTelemetryApi = typeof Api;

/**
 * The API package of OpenTelemetry, which is an optional peer: null where it isn't installed, since then nobody can collect spans.
 * All copies of it in a process share what is registered.
 */
export function loadOpenTelemetry(): OpenTelemetryApi | null {
  try {
    return createRequire(import.meta.url)("@opentelemetry/api");
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "MODULE_NOT_FOUND") return null;
    throw error;
  }
}
