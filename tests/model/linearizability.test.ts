import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { openBackend } from "@specstar/runtime/config";
import { describe, expect, it } from "vitest";
import { newPlace } from "../services/rows/places.js";
import { createRandom, useRegister } from "./clients.js";
import { isLinearizable, type Operation } from "./linearizable.js";
import { openManagers } from "./models.js";
import { SLOW_STORAGES, STORAGES, type OpenStorage } from "./open-storage.js";
import { modelTables } from "./tables.js";

/** A failure is replayed by `SEED=<seed> npx vitest run tests/model/linearizability.test.ts`, as far as the machine does its part again. */
const seed = Number(process.env["SEED"] ?? Math.floor(Math.random() * 2 ** 31));
const runs = Math.ceil(Number(process.env["SPECSTAR_RUNS"] ?? 150) / 15);
const [CLIENTS, ROUNDS, REGISTERS] = [5, 12, 2];

const read = (value: string, began: number, ended: number): Operation => ({ kind: "read", value, began, ended });
const write = (value: string, began: number, ended: number): Operation => ({ kind: "write", value, began, ended });

const toCase = (times: number) => ([name, open]: readonly [string, OpenStorage]) => ({ name, open, times });

describe("the checker", () => {
  it("takes histories that have an order", () => {
    expect(isLinearizable([], "")).toBe(true);
    expect(isLinearizable([write("a", 0, 9), read("", 1, 2), read("a", 3, 4), read("a", 5, 20)], "")).toBe(true);
    expect(isLinearizable([write("a", 0, 9), write("b", 1, 8), read("b", 10, 11)], "")).toBe(true);
    expect(isLinearizable([write("a", 0, Infinity), read("", 1, 2), read("a", 3, 4)], "")).toBe(true);
    expect(isLinearizable([write("a", 0, Infinity), read("", 1, 2)], "")).toBe(true);
  });

  it("refuses a read of what was overwritten before it began", () => {
    expect(isLinearizable([write("a", 0, 1), write("b", 2, 3), read("a", 4, 5)], "")).toBe(false);
  });

  it("refuses two reads that see two overlapping writes in turn, and back", () => {
    expect(isLinearizable([write("a", 0, 9), read("a", 1, 2), read("", 3, 4)], "")).toBe(false);
    expect(isLinearizable([write("a", 0, 9), write("b", 0, 9), read("a", 1, 2), read("b", 3, 4), read("a", 5, 6)], "")).toBe(false);
  });

  it("refuses an update that was lost", () => {
    const swap = { kind: "swap", expected: "", began: 0, ended: 9 } as const;
    expect(
      isLinearizable(
        [
          { ...swap, value: "a" },
          { ...swap, value: "b" },
        ],
        "",
      ),
    ).toBe(false);
    expect(
      isLinearizable(
        [
          { ...swap, value: "a" },
          { kind: "refused", value: "b", expected: "", began: 1, ended: 8 },
        ],
        "",
      ),
    ).toBe(true);
    expect(isLinearizable([{ kind: "refused", value: "b", expected: "", began: 1, ended: 8 }], "")).toBe(false);
  });
});

describe(`histories of seed ${seed}`, () => {
  const storages = [...Object.entries(STORAGES).map(toCase(runs)), ...Object.entries(SLOW_STORAGES).map(toCase(Math.ceil(runs / 5)))];

  it.each(storages)("of clients of one process on $name are linearizable", async ({ open, times }) => {
    const { storage, close } = await open();
    try {
      for (let run = 0; run < times; run++) await checkRun(openManagers(storage), run);
    } finally {
      await close();
    }
  }, 120_000);

  async function checkRun({ note: notes }: ReturnType<typeof openManagers>, run: number): Promise<void> {
    const random = createRandom(seed + run);
    let time = 0;
    const ids = await Promise.all(Array.from({ length: REGISTERS }, async () => (await notes.create({ body: "start" })).resourceId));
    for (const id of ids) {
      const clients = Array.from({ length: CLIENTS }, (_, at) =>
        useRegister({ notes, name: `c${at}`, random, now: () => time++ }, id, ROUNDS),
      );
      const history = (await Promise.all(clients)).flat();
      expect(isLinearizable(history, "start"), JSON.stringify(history)).toBe(true);
    }
  }

  // Starting the processes is what takes the time.
  it.each(["sqlite", "disk", "postgres", "postgres-disk-s3"] as const)("of clients in three processes on one place of the row %s are linearizable", async (row) => {
    const { config } = await newPlace(row, modelTables);
    const storage = await openBackend(config);
    const { note: notes } = openManagers(storage);
    const ids = await Promise.all(Array.from({ length: 8 }, async () => (await notes.create({ body: "start" })).resourceId));
    const processes = ["p", "q", "r"].map((name, at) => startProcess([JSON.stringify(config), name, String(seed + at), String(ROUNDS), ...ids]));
    await Promise.all(processes.map(({ ready }) => ready));
    for (const { go } of processes) go();
    const histories = await Promise.all(processes.map((each) => each.histories));
    for (const at of ids.keys()) {
      const history = histories.flatMap((all) => all[at] ?? []);
      expect(history).toHaveLength(3 * ROUNDS);
      expect(isLinearizable(history, "start"), JSON.stringify(history)).toBe(true);
    }
    await storage.close();
  }, 120_000);
});

interface Started {
  readonly ready: Promise<unknown>;
  readonly histories: Promise<readonly (readonly Operation[])[]>;
  go(): void;
}

function startProcess(args: readonly string[]): Started {
  const file = fileURLToPath(new URL("client-process.ts", import.meta.url));
  const config = fileURLToPath(new URL("../tsconfig.json", import.meta.url));
  const child = spawn(process.execPath, ["--import", "tsx", file, ...args], {
    stdio: ["pipe", "pipe", "inherit"],
    env: { ...process.env, TSX_TSCONFIG_PATH: config },
  });
  const lines = createInterface(child.stdout)[Symbol.asyncIterator]();
  const ready = lines.next();
  const histories = ready.then(() => lines.next()).then(({ value }) => JSON.parse(value));
  void once(child, "exit");
  return { ready, histories, go: () => child.stdin.write("go\n") };
}
