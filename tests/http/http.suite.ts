import type { Storage } from "@specstar/runtime";
import { describe } from "vitest";
import { naughtyStrings } from "./naughty-strings.suite.js";
import { patches } from "./patches.suite.js";
import { startWorld } from "./world.js";

const SECTIONS = [patches, naughtyStrings];

/**
 * The whole life of resources, as the generated server of fixtures/life gives it over HTTP.
 *
 * @param openStorage opens a new storage that has the tables of that fixture.
 */
export function httpSuite(name: string, openStorage: () => Promise<Storage>): void {
  describe(`resources over HTTP, on ${name}`, () => {
    const world = startWorld(openStorage);
    for (const section of SECTIONS) section(world);
  });
}
