import { parseArgs } from "node:util";
import { findScenario, SCENARIOS } from "./scenarios.js";

export const USAGE = `npm run bench -- [options]
  --rounds <n>      how often each server is measured in each scenario (10)
  --seconds <n>     how long, each time (1)
  --only <names>    comma list of ${SCENARIOS.map((scenario) => scenario.name).join(", ")}
  --postgres <dsn>  measure on databases of their own on this PostgreSQL server, rather than on SQLite
  --json            print every measurement as JSON instead of the table
  --keep            write the table to bench/results/table.md (or postgres.md) as well
  --profile <dir>   write a CPU profile of the generated server in each scenario there`;

/** @typedef {ReturnType<typeof parseOptions>} Options */

/**
 * @param {readonly string[]} args
 * @throws {Error} that says what is wrong with them
 */
export function parseOptions(args) {
  const { values } = parseArgs({
    args: [...args],
    options: {
      rounds: { type: "string", default: "10" },
      seconds: { type: "string", default: "1" },
      only: { type: "string" },
      postgres: { type: "string" },
      json: { type: "boolean", default: false },
      keep: { type: "boolean", default: false },
      profile: { type: "string" },
      help: { type: "boolean", default: false },
    },
  });
  return {
    rounds: Math.ceil(toPositive("rounds", values.rounds)),
    seconds: toPositive("seconds", values.seconds),
    scenarios: values.only === undefined ? SCENARIOS : values.only.split(",").map(findScenario),
    postgres: values.postgres,
    json: values.json,
    keep: values.keep,
    profile: values.profile,
    help: values.help,
  };
}

/** @param {string} name @param {string} text */
function toPositive(name, text) {
  const value = Number(text);
  if (!(value > 0)) throw new Error(`--${name} must be a positive number, not "${text}".`);
  return value;
}
