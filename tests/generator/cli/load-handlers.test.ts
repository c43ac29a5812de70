import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { memoryStorage } from "@specstar/runtime";
import { expect, it, onTestFinished } from "vitest";
import { DEFAULT_CONFIG } from "../../../generator/config.js";
import type { Manager } from "../../../generator/cli/jobs/runtime.js";
import { loadHandlers, pickHandlers, type Handlers } from "../../../generator/cli/worker/load-handlers.js";
import { openHarbour } from "../../runtime/jobs/ship.js";

const ship: Manager = openHarbour().ships;
const managers = { ship, seaBird: ship };
const opened = { config: DEFAULT_CONFIG, storage: memoryStorage(), allManagers: { ships: "all of them" }, managers, startWorkers: () => ({ stop: async () => {} }) };

async function load(text: string): Promise<Handlers> {
  const root = await mkdtemp(join(tmpdir(), "specstar-handlers-"));
  onTestFinished(() => rm(root, { recursive: true, force: true }));
  await writeFile(join(root, "workers.mjs"), text);
  return loadHandlers(root, "workers.mjs", opened);
}

it("takes an object, or what a function makes of the managers", async () => {
  const handlers = await load("export default { ship: () => 1, seaBird: undefined };");
  expect(Object.keys(handlers)).toEqual(["ship"]);
  const made = await load("export default ({ ships }) => ({ ship: () => ships });");
  expect(made["ship"]?.(undefined as never)).toBe("all of them");
});

it.each([
  ["throw new Error('no mail server');", "workers.mjs can't be loaded: no mail server"],
  ["export const handlers = {};", "workers.mjs has no default export with handlers"],
  ["export default { ship: 5 };", "the handler `ship` in workers.mjs is no function"],
  ["export default { shop: () => 1 };", "`shop` is no job model of this project"],
])("refuses %s", async (text, message) => {
  await expect(load(text)).rejects.toThrow(message);
});

it("says what is there and what was probably meant", async () => {
  await expect(load("export default { shop: () => 1 };")).rejects.toMatchObject({ help: "there are ship, seaBird. Did you mean `ship`?" });
  const handlers = await load("export default { ship: () => 1, seaBird: () => 2 };");
  expect(Object.keys(pickHandlers(handlers, ["seaBird"]))).toEqual(["seaBird"]);
  expect(() => pickHandlers(handlers, ["seabird"])).toThrow("`seabird` is no job model");
});

it("refuses a module that is not there", async () => {
  await expect(loadHandlers("/nowhere", "workers.ts", opened)).rejects.toThrow("there is no workers.ts that can be run, and no dist/workers.js");
});
