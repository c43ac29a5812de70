/** @typedef {import("./measure-scenario.js").Pair} Pair */
/** @typedef {import("./measure.js").Measurement} Measurement */
/** @typedef {import("./scenarios.js").Scenario} Scenario */

const HEADING = ["scenario", "baseline req/s", "generated req/s", "ratio", "baseline µs", "generated µs", "ratio"];
/** From this share of its core on, it may be the load generator that limits the requests per second. */
const GENERATOR_LIMIT = 0.95;
const FOOTNOTE = "\\* The load generator was at its limit: the server could have answered more.";

/**
 * One line per scenario: the medians of both servers, then the ratio generated / baseline of the rounds as median and range.
 * Above 1 is better for requests per second, below 1 for CPU.
 *
 * @param {readonly Scenario[]} scenarios
 * @param {readonly Pair[]} pairs
 * @returns {string} a Markdown table, aligned for the terminal
 */
export function toTable(scenarios, pairs) {
  const rows = scenarios.map((scenario) => {
    const own = pairs.filter((pair) => pair.scenario === scenario.name);
    return [scenario.title, ...toRateCells(own), ...toCpuCells(own)];
  });
  const table = alignColumns([HEADING, ...rows]);
  return table.includes("\\*") ? `${table}\n\n${FOOTNOTE}` : table;
}

/** @param {readonly Pair[]} pairs */
function toRateCells(pairs) {
  /** @param {readonly Measurement[]} measurements */
  const toCell = (measurements) => {
    const rate = median(measurements.map((one) => one.requestsPerSecond)).toFixed(0);
    return median(measurements.map((one) => one.generatorBusy)) < GENERATOR_LIMIT ? rate : `${rate}\\*`;
  };
  return [
    toCell(pairs.map((pair) => pair.baseline)),
    toCell(pairs.map((pair) => pair.generated)),
    toRatio(pairs.map(({ baseline, generated }) => generated.requestsPerSecond / baseline.requestsPerSecond)),
  ];
}

/** @param {readonly Pair[]} pairs */
function toCpuCells(pairs) {
  return [
    median(pairs.map((pair) => pair.baseline.cpuMicroseconds)).toFixed(0),
    median(pairs.map((pair) => pair.generated.cpuMicroseconds)).toFixed(0),
    toRatio(pairs.map(({ baseline, generated }) => generated.cpuMicroseconds / baseline.cpuMicroseconds)),
  ];
}

/** @param {readonly number[]} ratios */
function toRatio(ratios) {
  return `${median(ratios).toFixed(2)} (${Math.min(...ratios).toFixed(2)}–${Math.max(...ratios).toFixed(2)})`;
}

/**
 * @param {readonly number[]} values
 * @returns {number} the middle one, or the mean of the middle two
 */
export function median(values) {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = (sorted.length - 1) / 2;
  return ((sorted[Math.floor(middle)] ?? Number.NaN) + (sorted[Math.ceil(middle)] ?? Number.NaN)) / 2;
}

/** @param {readonly (readonly string[])[]} rows the first is the heading; all columns but the first hold numbers */
function alignColumns(rows) {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const pad = (/** @type {string} */ cell, /** @type {number} */ column) =>
    column === 0 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0);
  const [heading, ...lines] = rows.map((row) => `| ${row.map(pad).join(" | ")} |`);
  const rule = widths.map((width, column) => (column === 0 ? "-".repeat(width) : `${"-".repeat(width - 1)}:`));
  return [heading, `| ${rule.join(" | ")} |`, ...lines].join("\n");
}
