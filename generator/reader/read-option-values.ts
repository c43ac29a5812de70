import { didYouMean } from "../diagnostics/did-you-mean.js";
import { ROUTE_NAMES, type ModelOptions } from "../ir/model.js";
import type { ConstantReading } from "./read-constant.js";
import type { Reader } from "./reader.js";
import type { Spot } from "./reports.js";
import type { Source } from "./source.js";
import { isOneOf } from "./spec-exports.js";

/** What stands behind an option of `schema()`. */
export interface OptionValue {
  readonly reading: ConstantReading;
  readonly source: Source;
}

/** The first segment of the URLs; null when it is not given. */
export function readPath(given: OptionValue | null, reader: Reader): string | null {
  if (given === null) return null;
  const path = textOf(given);
  if (/^[A-Za-z0-9_~-][A-Za-z0-9._~-]*$/.test(path)) return path;
  const help = "Use letters, digits, `-`, `_`, `.` and `~`, beginning with none of the dots: `help-desk`.";
  return refuse(spotOf(given), "The `path` is not one segment of a URL.", help, reader);
}

/** What several resources are called in code; null when it is not given. */
export function readPlural(given: OptionValue | null, reader: Reader): string | null {
  if (given === null) return null;
  const plural = textOf(given);
  if (/^[a-z][A-Za-z0-9]*$/.test(plural) && plural !== "constructor") return plural;
  const help = "Use Latin letters and digits, beginning with a small letter: `people`.";
  return refuse(spotOf(given), "The `plural` is not a name that code can have.", help, reader);
}

/** The status of a new revision. */
export function readDefaultStatus(given: OptionValue | null, reader: Reader): ModelOptions["defaultStatus"] {
  if (given === null) return "stable";
  const status = textOf(given);
  if (status === "draft" || status === "stable") return status;
  const help = `Write "draft" or "stable".${didYouMean(status, ["draft", "stable"])}`;
  refuse(spotOf(given), "The `defaultStatus` is not the status of a revision.", help, reader);
  return "stable";
}

/** Whether an option is on; false when it is not given. */
export function readFlag(given: OptionValue | null, option: string, reader: Reader): boolean {
  if (given === null) return false;
  const { reading } = given;
  if (reading.kind === "scalar" && typeof reading.value === "boolean") return reading.value;
  refuse(spotOf(given), `The option \`${option}\` is neither true nor false.`, "Write true to switch it on.", reader);
  return false;
}

/** The routes that are switched off. */
export function readRoutes(given: OptionValue | null, reader: Reader): ModelOptions["withoutRoutes"] {
  if (given === null) return [];
  const { reading, source } = given;
  if (reading.kind !== "object") {
    refuse(spotOf(given), "The `routes` are not an object.", "Write `{ delete: false }`.", reader);
    return [];
  }
  const off = new Set<string>();
  for (const { name, nameNode, value } of reading.properties) {
    if (value.kind === "not constant") continue;
    if (!isOneOf(ROUTE_NAMES, name)) {
      const help = `The routes are ${ROUTE_NAMES.join(", ")}.${didYouMean(name, ROUTE_NAMES)}`;
      reader.reports.add("SPEC1104", { source, node: nameNode }, `There is no route \`${name}\`.`, help);
    } else if (value.kind !== "scalar" || typeof value.value !== "boolean") {
      refuse({ source, node: value.node }, `The route \`${name}\` is neither true nor false.`, "Write false to switch it off.", reader);
    } else if (!value.value) {
      off.add(name);
    }
  }
  return ROUTE_NAMES.filter((name) => off.has(name));
}

function textOf({ reading }: OptionValue): string {
  return reading.kind === "scalar" && typeof reading.value === "string" ? reading.value : "";
}

function spotOf({ reading, source }: OptionValue): Spot {
  return { source, node: reading.node };
}

function refuse(spot: Spot, message: string, help: string, reader: Reader): null {
  reader.reports.add("SPEC1111", spot, message, help);
  return null;
}
