import { dontRetry, snooze } from "@specstar/runtime/jobs";
import { expect } from "vitest";
import type { Ship } from "../../runtime/jobs/ship.js";
import { Gate, until } from "../../runtime/jobs/until.js";
import type { Row } from "../../services/rows/places.js";
import { told, worldTest } from "./world.js";

const errorsOf = ({ attempts }: Pick<Ship, "attempts">) => attempts.map(({ error }) => error?.split("\n")[0] ?? null);

export function runSuite(row: Row): void {
  const test = worldTest(row);

  test("show how a job is doing while it runs, and what came of it, in two revisions", async (world) => {
    const { ships, storage } = world;
    const [id, gate] = [await world.create(), new Gate()];
    const other = await world.create({ priority: -1 });
    world.work(async ({ id: running, progress, log }) => {
      if (running !== id) return { crates: 0 };
      progress(1, 4, "loading");
      log("one");
      await gate.passed;
      log("two");
      return { crates: 7 };
    });
    await until(async () => (await ships.status(id)).progress !== null);
    expect(await ships.status(id)).toMatchObject({ state: "running", progress: { value: 1, total: 4, message: "loading" }, attempts: [{ endedAt: null }] });
    expect((await ships.get(id)).data).toMatchObject({ state: "running", attempts: [{ endedAt: null, error: null }] });
    expect((await ships.search({ where: (ship) => ship.state.eq("running") })).items.map(({ meta, data }) => [meta.resourceId, data.state])).toEqual([[id, "running"]]);
    expect((await ships.search({ where: (ship) => ship.state.eq("pending") })).items.map(({ meta }) => meta.resourceId)).toEqual([other]);
    expect(await world.revisions(id)).toBe(1);
    await until(async () => (await world.log(id)) === "one\n");
    gate.open();
    const data = await world.when("completed", id);
    expect(data).toMatchObject({ result: { crates: 7 }, attempts: [{ endedAt: expect.any(Date), error: null }] });
    expect(data.log !== null).toBe(storage.blobs.isDurable);
    expect(await world.log(id)).toBe("one\ntwo\n");
    expect((await ships.get(id, { revisionId: 1 })).data).toMatchObject({ state: "pending", result: null, attempts: [] });
    await world.when("completed", other);
    expect(await ships.count({ where: (ship) => ship.state.eq("completed") })).toBe(2);
    expect([await world.revisions(id), await world.revisions(other)]).toEqual([2, 2]);
    await world.expectNoneLeft();
  });

  test("try again what fails, up to the limit, and put off what snoozes", async (world) => {
    const [unlucky, hopeless, refused, sleepy] = [await world.create(), await world.create({ maxRetries: 1, payload: { port: "reef" } }), await world.create({ payload: { port: "Atlantis" } }), await world.create({ payload: { port: "inn" } })];
    let naps = 0;
    world.work(({ payload: { port }, attempt }) => {
      if (port === "Atlantis") throw dontRetry("no such port");
      if (port === "inn" && naps++ === 0) throw snooze(new Date());
      if (port === "reef" || (port === "Oslo" && attempt < 3)) throw new Error(`leak ${attempt}`);
      return { crates: attempt };
    }, { concurrency: 4 });
    expect(errorsOf(await world.when("completed", unlucky))).toEqual(["Error: leak 1", "Error: leak 2", null]);
    expect(errorsOf(await world.when("failed", hopeless))).toEqual(["Error: leak 1", "Error: leak 2"]);
    expect(errorsOf(await world.when("failed", refused))).toEqual(["DontRetry: no such port"]);
    expect(errorsOf(await world.when("completed", sleepy))).toEqual([null]);
    expect(await Promise.all([unlucky, hopeless, refused, sleepy].map((id) => world.revisions(id)))).toEqual([2, 2, 2, 2]);
    await world.expectNoneLeft();
  });

  test("fail a job whose result does not fit, and one whose time is up", async (world) => {
    const [odd, slow] = [await world.create(), await world.create({ payload: { port: "far" }, timeout: 0.05, maxRetries: 0 })];
    world.work(({ payload: { port }, signal }) => (port === "far" ? told(signal) : { crates: -1 }), { concurrency: 2 });
    expect((await world.when("failed", odd)).attempts[0]?.error).toContain("does not fit the model");
    expect((await world.when("failed", slow)).attempts[0]?.error).toBe("timed out after 0.05 s");
  });

  test("begin anew when a job is run again", async (world) => {
    const id = await world.create();
    world.work(({ log }) => (log("a run"), { crates: 1 }));
    await world.when("completed", id);
    await world.ships.rerun(id);
    await until(async () => (await world.revisions(id)) === 4);
    expect(await world.when("completed", id)).toMatchObject({ attempts: [{ error: null }] });
    expect(await world.log(id)).toBe("a run\n");
    expect(await world.ships.rerunMany((ship) => ship.state.eq("completed"))).toMatchObject({ count: 1 });
    await until(async () => (await world.revisions(id)) === 6);
    await world.expectNoneLeft();
  });
}
