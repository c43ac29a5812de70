import { didYouMean } from "../diagnostics/did-you-mean.js";
import { DEFAULT_JOB_SETTINGS, type JobSettings } from "../ir/job-settings.js";
import type { ConstantReading } from "./read-constant.js";
import type { OptionValue } from "./read-option-values.js";
import type { Reader } from "./reader.js";
import type { Spot } from "./reports.js";
import { isOneOf } from "./spec-exports.js";

const COUNTS = ["maxRetries", "maxLosses", "concurrency"] as const;
/** In seconds. */
const DURATIONS = ["lease", "timeout"] as const;
const BACKOFF = ["first", "longest"] as const;
const OPTIONS = [...COUNTS, ...DURATIONS, "backoff"] as const;

type NumberName = (typeof COUNTS)[number] | (typeof DURATIONS)[number] | (typeof BACKOFF)[number];
type Numbers = { readonly [Name in NumberName]?: number };

/** What a number must be at least: a lease is renewed several times while it lasts. */
const LEAST: Readonly<Record<NumberName, number>> = { maxRetries: 0, maxLosses: 0, concurrency: 1, lease: 1, timeout: 0.001, first: 0.001, longest: 0.001 };

/** As a time, more than ten days: much longer ones don't fit into a timer. */
const MOST = 1_000_000;

/** The option `job` of `schema()`, and what is not said in it; the defaults when it isn't given. */
export function readJobOptions(given: OptionValue | null, reader: Reader): JobSettings {
  if (given === null) return DEFAULT_JOB_SETTINGS;
  const { maxRetries, maxLosses, concurrency, lease, timeout, backoff } = DEFAULT_JOB_SETTINGS;
  const numbers = readNumbers(given, OPTIONS, reader);
  const { first, longest } = readNumbers(partOf(given, "backoff"), BACKOFF, reader);
  const settings = {
    maxRetries: numbers.maxRetries ?? maxRetries,
    maxLosses: numbers.maxLosses ?? maxLosses,
    lease: inMilliseconds(numbers.lease) ?? lease,
    timeout: inMilliseconds(numbers.timeout) ?? timeout,
    backoff: { first: inMilliseconds(first) ?? backoff.first, longest: inMilliseconds(longest) ?? backoff.longest },
    concurrency: numbers.concurrency ?? concurrency,
  };
  if (settings.backoff.first > settings.backoff.longest) {
    refuse(spotOf(given), "The first `backoff` is longer than the longest.", "Make `longest` at least as long as `first`, in seconds.", reader);
  }
  return settings;
}

function inMilliseconds(seconds: number | undefined): number | undefined {
  return seconds === undefined ? undefined : Math.round(seconds * 1000);
}

function partOf({ reading, source }: OptionValue, part: string): OptionValue | null {
  const found = reading.kind === "object" ? reading.properties.find(({ name }) => name === part) : undefined;
  return found === undefined ? null : { reading: found.value, source };
}

/** The numbers of an object that may have these options. */
function readNumbers(given: OptionValue | null, options: readonly string[], reader: Reader): Numbers {
  if (given === null) return {};
  const { reading, source } = given;
  if (reading.kind !== "object") {
    refuse(spotOf(given), "This is not an object of options.", `The options are ${options.join(", ")}.`, reader);
    return {};
  }
  const numbers: { [Name in NumberName]?: number } = {};
  for (const { name, nameNode, value } of reading.properties) {
    if (!options.includes(name)) {
      reader.reports.add("SPEC1104", { source, node: nameNode }, `There is no option \`${name}\` here.`, `The options are ${options.join(", ")}.${didYouMean(name, options)}`);
    } else if (isNumberName(name) && value.kind !== "not constant") {
      const number = readNumber(name, value, { source, node: value.node }, reader);
      if (number !== undefined) numbers[name] = number;
    }
  }
  return numbers;
}

function isNumberName(name: string): name is NumberName {
  return isOneOf([...COUNTS, ...DURATIONS, ...BACKOFF], name);
}

function readNumber(name: NumberName, reading: ConstantReading, spot: Spot, reader: Reader): number | undefined {
  const isCount = isOneOf(COUNTS, name);
  const value = reading.kind === "scalar" && typeof reading.value === "number" ? reading.value : Number.NaN;
  if (value >= LEAST[name] && value <= MOST && (!isCount || Number.isInteger(value))) return value;
  const kind = isCount ? "a whole number" : "a number of seconds";
  refuse(spot, `The option \`${name}\` is not ${kind} from ${LEAST[name]} to ${MOST}.`, `Write one, or leave \`${name}\` out.`, reader);
  return undefined;
}

function spotOf({ reading, source }: OptionValue): Spot {
  return { source, node: reading.node };
}

function refuse(spot: Spot, message: string, help: string, reader: Reader): void {
  reader.reports.add("SPEC1111", spot, message, help);
}
