import { join } from "node:path";
import { memoryStorage } from "@specstar/runtime";
import { serve } from "@specstar/runtime/express";
import type { Worker } from "@specstar/runtime/jobs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ClientError, createClient, unwrap, type Client, type Fetch, type JobEvent } from "../../fixtures/life/expected/generated/client.js";
import { createApp, openManagers } from "../../fixtures/life/expected/generated/index.js";
import { fixtures } from "../fixture-samples.js";
import { Gate, until } from "../runtime/jobs/until.js";

const LATER = new Date("2099-01-01T00:00:00.000Z");

let url: string;
let client: Client;
let worker: Worker;
let gate = new Gate();
let close: () => Promise<void>;

beforeAll(async () => {
  const storage = memoryStorage();
  const managers = await openManagers(storage);
  const cwd = process.cwd();
  process.chdir(join(fixtures, "life"));
  const server = await serve(createApp(managers), { storage, port: 0, onReady: () => undefined }).finally(() => process.chdir(cwd));
  ({ url } = server);
  client = createClient({ baseUrl: url });
  worker = managers.errands.startConsume(async ({ payload: { place }, log, progress }) => {
    log(`To ${place}.`);
    progress(1, 2);
    if (place === "nowhere") throw new Error("No such place.");
    if (place === "far") await gate.passed;
    log("Found.");
    return { found: place };
  });
  close = () => server.close();
});
afterAll(async () => {
  await worker.stop({ grace: 0 });
  await close();
});

async function make(place: string, more: object = {}): Promise<string> {
  return (await unwrap(client.errands.create({ payload: { place }, ...more }))).resourceId;
}

async function gather(events: AsyncIterable<JobEvent>, onEvent: (event: JobEvent) => void = () => undefined): Promise<{ log: string; states: string[] }> {
  const seen = { log: "", states: [] as string[] };
  for await (const event of events) {
    onEvent(event);
    if (event.type === "log") seen.log += event.text;
    else seen.states.push(event.status.state);
  }
  return seen;
}

/** Loses the connection after the first bytes that say something, once. */
function losing(asked: (string | undefined)[]): Fetch {
  return async (target, init) => {
    asked.push(init.headers["Last-Event-ID"]);
    const answer = await fetch(target, init);
    if (asked.length > 1 || answer.body === null) return answer;
    const lost = new TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>>({
      transform(chunk, controller) {
        controller.enqueue(chunk);
        if (new TextDecoder().decode(chunk).includes("event: log")) controller.error(new Error("lost"));
      },
    });
    return { status: answer.status, headers: answer.headers, text: () => answer.text(), body: answer.body.pipeThrough(lost) };
  };
}

describe("jobs by the client", () => {
  it("are made once for a key, cancelled, and run again", async () => {
    const id = await make("near", { runAt: LATER, dedupeKey: "k" });
    const same = await unwrap(client.errands.create({ payload: { place: "near" }, dedupeKey: "k" }, { onDuplicate: "ignore" }));
    expect(same.resourceId).toBe(id);
    const { etag, state } = await unwrap(client.errands.status(id));
    expect(state).toBe("pending");
    expect(await unwrap(client.errands.status(id, { ifNoneMatch: etag }))).toBe(null);
    expect((await unwrap(client.errands.cancel(id, { reason: "enough" }))).state).toBe("cancelled");
    expect((await unwrap(client.errands.rerun(id))).op).toBe("update");
    await unwrap(client.errands.cancel(id));
    expect((await unwrap(client.errands.rerunMany({ where: { resourceId: id, state: "cancelled" } }))).count).toBe(1);
    expect(await client.errands.rerun("errand:none")).toMatchObject({ ok: false, error: { code: "RESOURCE_NOT_FOUND" } });
  });

  it("are watched to their end", async () => {
    gate = new Gate();
    const id = await make("far");
    const seen = await gather(client.errands.watch(id), (event) => event.type === "log" && gate.open());
    expect(seen.log).toBe("To far.\nFound.\n");
    expect(seen.states.at(-1)).toBe("completed");
    expect(await unwrap(client.errands.readLog(id))).toBe(seen.log);
    expect(await unwrap(client.errands.listAttempts(id))).toMatchObject([{ error: null }]);
  });

  it("are watched on after a lost connection, from where it was", async () => {
    gate = new Gate();
    const id = await make("far");
    const asked: (string | undefined)[] = [];
    const { errands } = createClient({ baseUrl: url, fetch: losing(asked) });
    const watching = gather(errands.watch(id));
    await until(() => asked.length > 1);
    gate.open();
    expect((await watching).log).toBe("To far.\nFound.\n");
    expect(asked).toEqual([undefined, expect.stringMatching(/^\d+:\d+:\d+$/)]);
  });

  it("say why they can't be watched", async () => {
    await expect(gather(client.errands.watch("errand:none"))).rejects.toThrow(ClientError);
    await expect(gather(createClient({ baseUrl: "http://127.0.0.1:1", retries: 0 }).errands.watch("errand:none"))).rejects.toThrow("NETWORK_ERROR");
    const id = await make("near", { runAt: LATER });
    const leaving = new AbortController();
    await expect(gather(client.errands.watch(id, { signal: leaving.signal }), () => leaving.abort())).rejects.toThrow("ABORTED");
    for await (const event of client.errands.watch(id)) {
      expect(event).toMatchObject({ type: "status", status: { state: "pending" } });
      break;
    }
  });
});
