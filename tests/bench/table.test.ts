import { describe, expect, it } from "vitest";
import { SCENARIOS } from "../../bench/scenarios.js";
import { median, toTable } from "../../bench/table.js";

const measured = (requestsPerSecond: number, cpuMicroseconds: number, generatorBusy = 0.5) => ({
  requestsPerSecond,
  cpuMicroseconds,
  generatorBusy,
});

describe("median", () => {
  it("is the middle one, or the mean of the middle two, whatever the order", () => {
    expect(median([30, 1, 2])).toBe(2);
    expect(median([40, 1, 2, 10])).toBe(6);
    expect(median([7])).toBe(7);
  });
});

describe("toTable", () => {
  const scenarios = SCENARIOS.filter(({ name }) => name === "read");
  const pair = { scenario: "read", round: 1, baseline: measured(1000, 100), generated: measured(2000, 50) };

  it("shows medians, and the ratio of each round as median and range", () => {
    const pairs = [
      pair,
      { ...pair, generated: measured(4000, 25) },
      { ...pair, generated: measured(3000, 20) },
      { ...pair, scenario: "update", generated: measured(1, 1) },
    ];
    const [, , line] = toTable(scenarios, pairs).split("\n");
    const cells = line?.split("|").map((cell) => cell.trim());
    expect(cells).toEqual(["", "read one", "1000", "3000", "3.00 (2.00–4.00)", "100", "25", "0.25 (0.20–0.50)", ""]);
  });

  it("marks a rate that the load generator limits", () => {
    const table = toTable(scenarios, [{ ...pair, generated: measured(2000, 50, 0.99) }]);
    expect(table).toContain("2000\\*");
    expect(table).toContain("The load generator was at its limit");
  });
});
