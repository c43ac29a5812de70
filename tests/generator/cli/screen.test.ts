import { expect, it } from "vitest";
import { createScreen } from "../../../generator/cli/jobs/screen.js";
import { testWorld } from "./test-world.js";

function openScreen(columns: number, rows: number) {
  const world = testWorld("/");
  const size = { columns, rows };
  const screen = createScreen({ ...world, isTerminal: true, size: () => size }, () => {});
  const draw = (...lines: readonly string[]) => {
    world.said.stderr = "";
    screen.draw(lines);
    return world.said.stderr;
  };
  return { draw, size };
}

it("draws in the place of what was drawn before", () => {
  const { draw } = openScreen(20, 5);
  expect(draw("one", "two")).toBe("\u001B[?7lone\ntwo\n\u001B[?7h");
  expect(draw("three")).toBe("\u001B[2F\u001B[J\u001B[?7lthree\n\u001B[?7h");
});

it("leaves out what there is no room for, and says so", () => {
  const { draw } = openScreen(10, 4);
  expect(draw("0123456789", "01234567890")).toContain("0123456789\n012345678…\n");
  expect(draw("a", "b", "c")).toContain("a\nb\nc\n");
  expect(draw("a", "b", "c", "d")).toContain("a\nb\n… 2 more,…\n");
  expect(draw("a")).toContain("\u001B[3F\u001B[J");
});

it("begins at the top again when the terminal has another width", () => {
  const { draw, size } = openScreen(20, 5);
  draw("one");
  size.columns = 8;
  expect(draw("one and more")).toBe("\u001B[H\u001B[J\u001B[?7lone and…\n\u001B[?7h");
  expect(draw("two")).toContain("\u001B[1F\u001B[J");
});
