import { planBackend, type BackendConfig } from "@specstar/runtime/config";
import { checkBackend } from "@specstar/runtime/maintenance";
import { expect, it } from "vitest";
import { freePort } from "../../services/free-port.js";
import { newBroker } from "../../services/rabbitmq-server.js";

const meta = { type: "memory" } as const;

async function stepsOf(mq: NonNullable<BackendConfig["mq"]>) {
  const report = await checkBackend(await planBackend({ version: 1, meta, mq }));
  return { works: report.works, steps: report.parts.find(({ part }) => part === "mq")?.steps ?? [] };
}

it.each(["rabbitmq", "celery"] as const)("a check of a back end brings a message through its queue of type %s", async (type) => {
  const { url } = await newBroker();
  const { works, steps } = await stepsOf(type === "celery" ? { type, options: { url, runs: "here" } } : { type, options: { url } });
  expect(works).toBe(true);
  expect(steps.map(({ step, state, note }) => [step, state, note])).toEqual(["open", "ping", "publish", "consume", "remove", "close"].map((step) => [step, "works", null]));
});

it("of a broker that is not there, it says so", async () => {
  const url = `amqp://app:geheim@127.0.0.1:${await freePort()}`;
  const { works, steps } = await stepsOf({ type: "rabbitmq", options: { url } });
  expect(works).toBe(false);
  expect(steps.map(({ step, state }) => [step, state])).toEqual([["open", "works"], ["ping", "fails"], ["publish", "left out"], ["consume", "left out"], ["remove", "left out"], ["close", "works"]]);
  expect(steps[1]?.note).toMatch(/^The broker 127\.0\.0\.1:\d+\/ can't be used: .*ECONNREFUSED/);
  expect(JSON.stringify(steps)).not.toContain("geheim");
});

it("of a queue that is in the storage, there is nothing to bring", async () => {
  const { works, steps } = await stepsOf({ type: "simple" });
  expect([works, steps.map(({ step }) => step)]).toEqual([true, ["open", "ping", "close"]]);
});
