import type { Worker } from "@specstar/runtime/jobs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { until } from "../runtime/jobs/until.js";
import { Errands, LATER } from "./errands.js";
import type { World } from "./world.js";

interface ServerEvent {
  readonly event: string;
  readonly id: string | undefined;
  readonly data: unknown;
}

/** The events of a stream that has ended. */
function parseEvents(text: string): ServerEvent[] {
  const blocks = text.split("\n\n").map((block) => new Map(block.split("\n").map((line) => [line.slice(0, line.indexOf(":")), line.slice(line.indexOf(":") + 2)])));
  return blocks.flatMap((fields) => (fields.has("data") ? [{ event: fields.get("event") ?? "", id: fields.get("id"), data: JSON.parse(fields.get("data") ?? "") }] : []));
}

/** All that they say of the log. */
function textOf(events: readonly ServerEvent[]): string {
  return events.flatMap(({ event, data }) => (event === "log" && typeof data === "object" && data !== null && "text" in data ? [String(data.text)] : [])).join("");
}

const LOG = "Gone near: ☂\nFound.\n";

/** What only the resources of models of jobs can do. */
export function jobs(world: World): void {
  const { send, fetch } = world;
  const errands = new Errands(world);

  describe("jobs that wait", () => {
    it("are one for each key, which can be asked for or replaced", async () => {
      const body = { payload: { place: "near" }, runAt: LATER, dedupeKey: "milk" };
      const id = await world.make("/errands", body);
      expect(await send("POST", "/errands", body)).toMatchObject({ status: 409, body: { code: "UNIQUE_VIOLATION" } });
      expect(await send("POST", "/errands?onDuplicate=refuse", body)).toMatchObject({ status: 409 });
      expect(await send("POST", "/errands?onDuplicate=ignore", body)).toMatchObject({ status: 200, body: { resourceId: id, revisionId: `${id}:1` } });
      const replaced = await send("POST", "/errands?onDuplicate=replace", { ...body, priority: 5 }, { "Idempotency-Key": `replace-${id}` });
      expect(replaced).toMatchObject({ status: 200, body: { resourceId: id, revisionId: `${id}:2` } });
      const again = await send("POST", "/errands?onDuplicate=replace", { ...body, priority: 5 }, { "Idempotency-Key": `replace-${id}` });
      expect([again.status, again.body, again.headers.get("Idempotency-Replayed")]).toEqual([200, replaced.body, "true"]);
      expect(await send("POST", "/errands?onDuplicate=replace", { ...body, priority: 5 })).toMatchObject({ status: 200, body: { revisionId: `${id}:2` } });
      expect(await send("POST", "/errands?onDuplicate=ignore", { ...body, dedupeKey: "bread" })).toMatchObject({ status: 201 });
      expect(await send("POST", "/errands?onDuplicate=maybe", body)).toMatchObject({ status: 400, body: { code: "INVALID_QUERY" } });
      expect(await send("POST", "/papers?onDuplicate=ignore", { title: "x" })).toMatchObject({ status: 400 });
    });

    it("tell how they are, and are cancelled once", async () => {
      const id = await errands.make("near", { runAt: LATER });
      const { headers, body } = await send("GET", `/errands/${id}/status`);
      expect(body).toEqual({ state: "pending", attempts: [], progress: null, dueAt: LATER, worker: null, leaseUntil: null, isCancelled: false });
      const etag = headers.get("ETag") ?? "";
      expect((await send("GET", `/errands/${id}/status`, undefined, { "If-None-Match": etag })).status).toBe(304);
      const key = { "Idempotency-Key": `cancel-${id}`, "X-Change-Reason": "enough" };
      expect((await send("POST", `/errands/${id}/cancel`, undefined, { "If-Match": '"other"' })).status).toBe(412);
      expect(await send("POST", `/errands/${id}/cancel`, undefined, key)).toMatchObject({ status: 200, body: { state: "cancelled" } });
      expect((await send("POST", `/errands/${id}/cancel`, undefined, key)).headers.get("Idempotency-Replayed")).toBe("true");
      expect(await send("POST", `/errands/${id}/cancel`)).toMatchObject({ status: 200, body: { state: "cancelled" } });
      expect(await send("GET", `/errands/${id}`)).toMatchObject({ body: { revision: { reason: "enough" }, data: { state: "cancelled" } } });
      expect((await send("GET", `/errands/${id}/status`, undefined, { "If-None-Match": etag })).body.state).toBe("cancelled");
    });

    it("are not there, or no more", async () => {
      const id = await errands.make("near", { runAt: LATER });
      await send("DELETE", `/errands/${id}`);
      const routes = [["POST", "cancel"], ["POST", "rerun"], ["GET", "status"], ["GET", "attempts"], ["GET", "logs"], ["GET", "events"]] as const;
      for (const [method, route] of routes) {
        expect(await send(method, `/errands/${id}/${route}`), route).toMatchObject({ status: 410, body: { code: "RESOURCE_DELETED" } });
        expect(await send(method, `/errands/errand:none/${route}`), route).toMatchObject({ status: 404, body: { code: "RESOURCE_NOT_FOUND" } });
      }
      expect((await send("POST", "/papers/rerun", { where: {} })).status).toBe(405);
    });
  });

  describe("jobs that run", () => {
    let worker: Worker;
    beforeAll(() => void (worker = world.managers().errands.startConsume(errands.handler, { concurrency: 4 })));
    afterAll(() => worker.stop({ grace: 0 }));

    const stateIs = (id: string, state: string) => until(async () => (await errands.stateOf(id)) === state);

    it("keep what came of them, and run again", async () => {
      const id = await errands.make("nowhere");
      await stateIs(id, "failed");
      const { body } = await send("GET", `/errands/${id}/attempts`);
      expect(body.items).toEqual([{ startedAt: expect.any(String), endedAt: expect.any(String), error: expect.stringContaining("no such place") }]);
      expect(await send("POST", `/errands/${id}/cancel`)).toMatchObject({ status: 409, body: { code: "JOB_ENDED" } });
      expect((await send("POST", `/errands/${id}/rerun`, undefined, { "If-Match": '"other"' })).status).toBe(412);
      expect(await send("POST", `/errands/${id}/rerun?reason=again`)).toMatchObject({ status: 200, body: { reason: "again", revisionId: `${id}:3` } });
      await stateIs(id, "failed");
      expect((await send("GET", `/errands/${id}`)).body.meta.totalRevisionCount).toBe(4);
    });

    it("run again by a condition, all or none", async () => {
      const ids = [await errands.make("nowhere"), await errands.make("nowhere")];
      for (const id of ids) await stateIs(id, "failed");
      const where = { resourceId: { in: ids }, state: "failed" };
      expect(await send("POST", "/errands/rerun", { where, most: 1 })).toMatchObject({ status: 409, body: { code: "TOO_MANY_MATCHES" } });
      expect(await send("POST", "/errands/rerun", { where })).toMatchObject({ status: 200, body: { count: 2 } });
      for (const id of ids) await stateIs(id, "failed");
      for (const body of [{}, { where: { nothing: 1 } }, { where: {}, op: "delete" }, { where: {}, most: 0 }]) {
        expect(await send("POST", "/errands/rerun", body), JSON.stringify(body)).toMatchObject({ status: 400, body: { code: "INVALID_QUERY" } });
      }
    });

    it("let nobody change them, and stop when they are told", async () => {
      const id = await errands.make("far");
      await stateIs(id, "running");
      expect((await send("GET", `/errands/${id}`)).body.data.state).toBe("running");
      const running = { worker: expect.any(String), leaseUntil: expect.any(String), attempts: [{ startedAt: expect.any(String), endedAt: null }] };
      expect((await send("GET", `/errands/${id}/status`)).body).toMatchObject(running);
      for (const [method, path, body] of [["DELETE", "", undefined], ["PATCH", "", { priority: 3 }], ["POST", "/rerun", undefined]] as const) {
        expect(await send(method, `/errands/${id}${path}`, body), method).toMatchObject({ status: 409, body: { code: "JOB_RUNNING" } });
      }
      const { headers } = await send("GET", `/errands/${id}`);
      expect(await send("POST", `/errands/${id}/cancel`, undefined, { "If-Match": headers.get("ETag") ?? "" })).toMatchObject({ status: 200 });
      await stateIs(id, "cancelled");
    });

    it("give their logs as text", async () => {
      const id = await errands.make("near");
      await stateIs(id, "completed");
      const log = await fetch(`/errands/${id}/logs`);
      expect([log.headers.get("Content-Type"), log.headers.get("X-Content-Type-Options"), await log.text()]).toEqual(["text/plain; charset=utf-8", "nosniff", LOG]);
      expect((await fetch(`/errands/${id}/logs`, { method: "HEAD" })).status).toBe(200);
      const waiting = await errands.make("near", { runAt: LATER });
      expect(await (await fetch(`/errands/${waiting}/logs`)).text()).toBe("");
    });
  });

  describe("the events of a job", () => {
    let worker: Worker;
    beforeAll(() => void (worker = world.managers().errands.startConsume(errands.handler, { concurrency: 4 })));
    afterAll(() => worker.stop({ grace: 0 }));

    const watch = async (id: string, headers: Record<string, string> = {}): Promise<ServerEvent[]> => {
      const response = await fetch(`/errands/${id}/events`, { headers });
      expect([response.status, response.headers.get("Content-Type")]).toEqual([200, "text/event-stream"]);
      return parseEvents(await response.text());
    };

    it("tell of all that happens, until it has ended, to all who watch", async () => {
      const id = await errands.make("far");
      const [one, another] = [watch(id), watch(id)];
      await until(async () => (await send("GET", `/errands/${id}/status`)).body.progress !== null);
      await until(async () => (await (await fetch(`/errands/${id}/logs`)).text()) !== "");
      // Whoever watches has been told of that by now, at the latest with the end.
      errands.open(id);
      for (const events of [await one, await another]) {
        expect(events.at(-1)).toEqual({ event: "end", id: "end", data: {} });
        expect(events.at(-2)).toMatchObject({ event: "status", data: { state: "completed" } });
        expect(textOf(events)).toBe("Gone far: ☂\nFound.\n");
      }
    });

    it("go on where somebody was", async () => {
      const id = await errands.make("near");
      await until(async () => (await errands.stateOf(id)) === "completed");
      const events = await watch(id);
      expect(events.map(({ event }) => event).slice(-2)).toEqual(["status", "end"]);
      expect(textOf(events)).toBe(LOG);
      const known = events.findLast(({ event }) => event === "log")?.id ?? "";
      expect(textOf(await watch(id, { "Last-Event-ID": known }))).toBe("");
      for (const unknown of ["x", "0:0", "-1:3:3", "9:9:9"]) expect(textOf(await watch(id, { "Last-Event-ID": unknown })), unknown).toBe(LOG);
      expect(textOf(await watch(id, { "Last-Event-ID": "1:999999999999999:999999999999999" }))).toBe("");
      expect((await fetch(`/errands/${id}/events`, { headers: { "Last-Event-ID": "end" } })).status).toBe(204);
      expect((await fetch(`/errands/${id}/events`, { method: "HEAD" })).status).toBe(200);
    });

    it("begin anew with another run, for whoever knows the one before", async () => {
      const id = await errands.make("near");
      await until(async () => (await errands.stateOf(id)) === "completed");
      const known = (await watch(id)).findLast(({ event }) => event === "log")?.id ?? "";
      await send("POST", `/errands/${id}/rerun`);
      const events = await watch(id, { "Last-Event-ID": known });
      expect(textOf(events)).toBe(LOG);
      expect(textOf(await watch(id, { "Last-Event-ID": known }))).toBe(LOG);
      expect(textOf(await watch(id, { "Last-Event-ID": events.findLast(({ event }) => event === "log")?.id ?? "" }))).toBe("");
    });

    it("end when the job is gone", async () => {
      const id = await errands.make("near", { runAt: LATER });
      const watching = await globalThis.fetch(`${world.url()}/errands/${id}/events`);
      await send("DELETE", `/errands/${id}`);
      expect(parseEvents(await watching.text()).map(({ event }) => event)).toEqual(["status"]);
    });
  });
}
