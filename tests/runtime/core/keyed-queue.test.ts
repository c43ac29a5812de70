import { once } from "node:events";
import { describe, expect, it } from "vitest";
import { createKeyedQueue } from "../../../runtime/core/keyed-queue.js";

const soon = () => new Promise<void>((resume) => setTimeout(resume, 1));

describe("createKeyedQueue", () => {
  it("runs the works of a key one after another, in order", async () => {
    const queue = createKeyedQueue();
    const trace: string[] = [];
    const work = (name: string) => async () => {
      trace.push(`${name} starts`);
      await soon();
      trace.push(`${name} ends`);
      return name;
    };
    const results = await Promise.all([queue.run("a", work("1")), queue.run("a", work("2")), queue.run("a", work("3"))]);
    expect(results).toEqual(["1", "2", "3"]);
    expect(trace).toEqual(["1 starts", "1 ends", "2 starts", "2 ends", "3 starts", "3 ends"]);
  });

  it("runs the works of different keys side by side", async () => {
    const queue = createKeyedQueue();
    const gate = new EventTarget();
    const blocked = queue.run("a", () => once(gate, "open"));
    await expect(queue.run("b", async () => "done")).resolves.toBe("done");
    gate.dispatchEvent(new Event("open"));
    await blocked;
  });

  it("goes on after a work that fails, and tells only its caller", async () => {
    const queue = createKeyedQueue();
    const failing = queue.run("a", async () => {
      await soon();
      throw new Error("no");
    });
    const next = queue.run("a", async () => "yes");
    await expect(failing).rejects.toThrow("no");
    await expect(next).resolves.toBe("yes");
  });

  it("forgets a key with its last work", async () => {
    const queue = createKeyedQueue();
    const works = Array.from({ length: 300 }, (_, at) => queue.run(`key ${at % 100}`, soon));
    expect(queue.size).toBe(100);
    await Promise.all(works);
    await soon();
    expect(queue.size).toBe(0);
  });
});
