import { memoryStorage } from "@specstar/runtime";
import { dontRetry, JobManager, startWorkers, type JobHandler } from "@specstar/runtime/jobs";
import { describe, expect, it, onTestFinished } from "vitest";
import { DEFAULT_CONFIG } from "../../../generator/config.js";
import { cancel } from "../../../generator/cli/jobs/cancel.js";
import { drain } from "../../../generator/cli/jobs/drain.js";
import { list } from "../../../generator/cli/jobs/list.js";
import { rerun } from "../../../generator/cli/jobs/rerun.js";
import { show } from "../../../generator/cli/jobs/show.js";
import { tail } from "../../../generator/cli/jobs/tail.js";
import { watch } from "../../../generator/cli/jobs/watch.js";
import { Gate, until } from "../../runtime/jobs/until.js";
import { shipSpec, type ShipInput, type ShipManager } from "../../runtime/jobs/ship.js";
import { specstar, testWorld } from "./test-world.js";

const LATER = new Date("2100-01-01T00:00:00.000Z");

function openPort() {
  const storage = memoryStorage();
  const ships: ShipManager = new JobManager(shipSpec({ backoff: { first: 1, longest: 1 } }), storage);
  const managers = { ship: ships };
  return {
    ships,
    opened: { config: DEFAULT_CONFIG, storage, allManagers: managers, managers, startWorkers: () => ({ stop: async () => {} }) },
    world: testWorld("/"),
    create: async (more: Partial<ShipInput> = {}) => (await ships.create({ payload: { port: "Oslo" }, ...more })).resourceId,
    work: (handler: JobHandler<{ port: string }, { crates: number }>) => {
      const worker = startWorkers(managers, { ship: handler });
      onTestFinished(() => worker.stop({ grace: 0 }));
    },
  };
}

type Port = ReturnType<typeof openPort>;

async function fail({ create, ships, work }: Port, error = "storm"): Promise<string> {
  const id = await create();
  work(() => {
    throw dontRetry(error);
  });
  await until(async () => (await ships.status(id)).state === "failed");
  return id;
}

describe("jobs list", () => {
  it("prints a line per job, the newest first, and says when there are more", async () => {
    const { opened, world, create } = openPort();
    const first = await create({ runAt: LATER });
    const second = await create({ schedule: { kind: "interval", every: 3600 } });
    expect(await list(opened, { limit: 20 }, world)).toBe(0);
    expect(world.said.stdout.split("\n").map((line) => line.split("  ")[0])).toEqual([second, first, ""]);
    expect(world.said.stdout).toMatch(/pending .*0 attempts +schedule\n.*pending .*0 attempts +from 2100-01-01T00:00:00.000Z\n/);
    await list(opened, { limit: 1 }, world);
    expect(world.said.stderr).toBe("There are more: --limit shows them.\n");
  });

  it("prints those in a state alone, also as JSON, and never what steers a terminal", async () => {
    const port = openPort();
    const { opened, world } = port;
    const id = await fail(port, "storm\u001B[2J");
    await port.create({ runAt: LATER });
    await list(opened, { limit: 20, state: "failed", model: "ship" }, world);
    expect(world.said.stdout).toMatch(new RegExp(`^${id}  failed .* 1 attempt +.*storm\uFFFD\\[2J`));
    expect(world.said.stdout).not.toContain("\u001B");
    const asJson = testWorld("/");
    await list(opened, { limit: 20, state: "failed", json: true }, asJson);
    expect(JSON.parse(asJson.said.stdout)).toMatchObject([{ resourceId: id, state: "failed", payload: { port: "Oslo" }, attempts: [{ error: expect.stringContaining("storm") }] }]);
  });

  it("refuses a name that is no model, with the one that was probably meant", async () => {
    const { opened, world } = openPort();
    await expect(list(opened, { limit: 20, model: "shop" }, world)).rejects.toMatchObject({ message: expect.stringContaining("`shop`"), help: expect.stringContaining("Did you mean `ship`?") });
  });
});

describe("jobs list --watch", () => {
  it("shows what waits and what runs until it is stopped, in place on a terminal", async () => {
    const port = openPort();
    const { opened, create, work } = port;
    const gate = new Gate();
    onTestFinished(gate.open);
    await create({ runAt: LATER });
    const id = await create();
    work(async ({ progress }) => {
      progress(1, 4, "loading\u0007");
      await gate.passed;
      return { crates: 1 };
    });
    const world = { ...testWorld("/"), isTerminal: true, size: () => ({ columns: 200, rows: 24 }) };
    const watched = watch(opened, {}, world);
    await until(() => world.said.stderr.includes("██"));
    world.stop();
    expect(await watched).toBe(0);
    expect(world.said.stderr).toMatch(new RegExp(`  ██░░░░░░░░  25 %  ${id}  attempt 1, on .*  loading\uFFFD\n`));
    expect(world.said.stderr).toMatch(/ship +0 due +1 delayed +1 running +0 schedules\n/);
    expect(world.said.stderr).toContain("F\u001B[J\u001B[?7lship");
  });

  it("prints what has changed elsewhere", async () => {
    const { opened, create, world } = openPort();
    const watched = watch(opened, { model: "ship" }, world);
    await until(() => world.said.stdout.includes("ship       0 due"));
    await create();
    await until(() => world.said.stdout.includes("ship       1 due"));
    world.stop();
    await watched;
    expect(world.said.stdout).toMatch(/1 due .* oldest \d+ s\n/);
    expect(world.said.stdout).not.toContain("\u001B");
  });
});

describe("jobs show", () => {
  it("prints what is known of a job, and the end of its log", async () => {
    const { opened, world, create, ships, work } = openPort();
    const id = await create();
    work(({ log, payload }) => {
      for (let line = 1; line <= 30; line++) log(`line ${line}`);
      return { crates: payload.port.length };
    });
    await until(async () => (await ships.status(id)).state === "completed");
    expect(await show(opened, id, {}, world)).toBe(0);
    expect(world.said.stdout).toMatch(new RegExp(`^${id}  completed\ncreated   .* by anonymous\nattempt 1 from .* to .*\npayload   \\{"port":"Oslo"\\}\nresult    \\{"crates":4\\}\nlog\n  line 11\n`));
    expect(world.said.stdout).toMatch(/  line 30\n$/);
    const asJson = testWorld("/");
    await show(opened, id, { json: true }, asJson);
    expect(JSON.parse(asJson.said.stdout)).toMatchObject({ resourceId: id, state: "completed", result: { crates: 4 }, attempts: [{ error: null }] });
  });

  it("prints the beginning of a long payload, in which nothing steers a terminal", async () => {
    const { opened, world, create } = openPort();
    await show(opened, await create({ payload: { port: `\u009b2J${"o".repeat(5_000)}` } }), {}, world);
    expect(world.said.stdout).toContain(`payload   {"port":"\uFFFD2Jooo`);
    expect(world.said.stdout).toMatch(/ooo… \(5014 characters: --json prints all of them\)\n$/);
  });

  it("refuses an id of no job", async () => {
    const { opened, world } = openPort();
    await expect(show(opened, "boat:1", {}, world)).rejects.toMatchObject({ help: expect.stringContaining("ship:…") });
    await expect(show(opened, "ship:1", {}, world)).rejects.toMatchObject({ code: "RESOURCE_NOT_FOUND" });
  });
});

describe("jobs tail", () => {
  it("prints each line once, until the job has ended", async () => {
    const { opened, world, create, work } = openPort();
    const id = await create();
    const gate = new Gate();
    const tailed = tail(opened, id, world);
    work(async ({ log }) => {
      log("one");
      await gate.passed;
      log("two");
      return { crates: 1 };
    });
    await until(() => world.said.stdout === "one\n");
    gate.open();
    expect(await tailed).toBe(0);
    expect(world.said.stdout).toBe("one\ntwo\n");
    expect(world.said.stderr).toBe(`${id} has ended: completed\n`);
  });

  it("ends with 4 when the job has failed, and when it is stopped", async () => {
    const port = openPort();
    expect(await tail(port.opened, await fail(port), port.world)).toBe(4);
    const world = testWorld("/");
    const tailed = tail(port.opened, await port.create({ runAt: LATER }), world);
    await new Promise((resolve) => setTimeout(resolve, 50));
    world.stop();
    expect(await tailed).toBe(4);
    expect(world.said.stderr).toContain("is pending");
  });
});

describe("jobs cancel and rerun", () => {
  it("cancel what waits, and have it run again", async () => {
    const { opened, world, create, ships } = openPort();
    const id = await create({ runAt: LATER });
    expect(await cancel(opened, [id], { reason: "fog" }, world)).toBe(0);
    expect((await ships.get(id)).revision).toMatchObject({ reason: "fog", createdBy: "cli:tester" });
    expect(await rerun(opened, [id], {}, world)).toBe(0);
    expect(world.said.stdout).toBe(`${id} is cancelled\n${id} runs again\n`);
    expect((await ships.get(id)).data.state).toBe("pending");
    expect((await ships.get(id)).revision.createdBy).toBe("cli:tester");
  });

  it("has all that failed run again, once the user consents", async () => {
    const { opened, world, create, ships } = openPort();
    for (const _ of [1, 2]) await ships.cancel(await create({ runAt: LATER }));
    expect(await rerun(opened, [], { state: "cancelled" }, world)).toBe(6);
    expect(world.said.stderr).toBe("To run again: 2 cancelled of ship.\nNothing was done. If that is what you want, add --yes.\n");
    expect(await rerun(opened, [], { state: "cancelled" }, { ...world, ask: async () => "no" })).toBe(3);
    expect(await ships.count({ where: (q) => q.state.eq("cancelled") })).toBe(2);
    expect(await rerun(opened, [], { state: "cancelled", model: "ship", yes: true }, world)).toBe(0);
    expect(world.said.stdout).toBe("2 of ship run again\n");
    expect(await ships.count({ where: (q) => q.state.eq("pending") })).toBe(2);
  });

  it("refuses to guess which are meant", async () => {
    const { opened, world } = openPort();
    await expect(rerun(opened, [], {}, world)).rejects.toThrow("which jobs are meant");
    await expect(rerun(opened, ["ship:1"], { state: "failed" }, world)).rejects.toThrow("which jobs are meant");
  });
});

describe("jobs drain", () => {
  it("waits until nothing is due or running, and says what is left", async () => {
    const { opened, world, create, work } = openPort();
    await create({ runAt: LATER });
    await create();
    const drained = drain(opened, "ship", { timeout: 60_000 }, world);
    await until(() => world.said.stderr.includes("1 due"));
    work(() => ({ crates: 1 }));
    expect(await drained).toBe(0);
    expect(world.said.stdout).toBe("left: ship, 1 delayed\n");
  });

  it("ends with 4 when it is stopped before", async () => {
    const { opened, world, create } = openPort();
    await create();
    const drained = drain(opened, undefined, {}, world);
    await until(() => world.said.stderr.includes("1 due"));
    world.stop();
    expect(await drained).toBe(4);
    expect(world.said.stdout).toBe("left: ship, 1 due\n");
  });
});

describe("jobs drain --timeout", () => {
  it("ends with 4 when the time is up, and says how many are left", async () => {
    const { opened, world, create } = openPort();
    await create({ runAt: LATER });
    await create();
    expect(await drain(opened, "ship", { timeout: 1 }, world)).toBe(4);
    expect(world.said.stderr).toMatch(/The time is up: 1 job is still due or running\.\n$/);
    expect(world.said.stdout).toBe("left: ship, 1 due\nleft: ship, 1 delayed\n");
  });
});

it.each([
  [["jobs", "drain", "--timeout", "10"], "90s, 30m"],
  [["jobs", "list", "--state", "lost"], "Allowed choices are pending, running"],
  [["jobs", "list", "--limit", "1001"], "1000 at the most"],
  [["worker", "--concurrency", "0"], "whole number, 1 or more"],
  [["worker", "--grace", "1"], "90s, 30m"],
  [["jobs", "list", "--watch", "--json"], "cannot be used"],
])("%j is refused", async (argv, message) => {
  expect(await specstar("/", ...argv)).toMatchObject({ exitCode: 2, stderr: expect.stringContaining(message) });
});
