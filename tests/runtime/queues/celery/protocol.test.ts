import { describe, expect, it } from "vitest";
import { readAnswer, writeAnswer } from "../../../../runtime/queues/celery/protocol/answer.js";
import { readRevoked, writeRevoke } from "../../../../runtime/queues/celery/protocol/revoke.js";
import { jobOfTask, toResourceId, toTaskId } from "../../../../runtime/queues/celery/protocol/task-ids.js";
import { readTask, writeAgain, writeTask } from "../../../../runtime/queues/celery/protocol/task.js";
import type { Outgoing, Wire } from "../../../../runtime/queues/celery/protocol/wire.js";

const PLAIN = { contentType: "application/json", contentEncoding: "utf-8" };
const EMBED = { callbacks: null, errbacks: null, chain: null, chord: null };

function arrived({ content, options }: Outgoing): Wire {
  return { content, properties: options };
}

function sent(body: unknown, headers: Record<string, unknown> = {}, properties: Record<string, unknown> = {}): Wire {
  const all = { lang: "py", id: "7f3c", task: "specstar.train", retries: 0, eta: null, expires: null, ...headers };
  return { content: Buffer.from(JSON.stringify(body)), properties: { ...PLAIN, correlationId: "7f3c", replyTo: "answers", headers: all, ...properties } };
}

function problemOf(wire: Wire): string {
  const read = readTask(wire);
  return "problem" in read ? read.problem : "";
}

describe("a task", () => {
  const asked = { id: "7f3c", name: "specstar.train", replyTo: "answers", correlationId: "7f3c" };

  it("is read", () => {
    expect(readTask(sent([[{ epochs: 3 }], {}, EMBED]))).toEqual({ task: { ...asked, args: [{ epochs: 3 }], retries: 0, eta: null, expires: null } });
  });

  it("may name the fields of its payload", () => {
    expect(readTask(sent([[], { epochs: 3 }, EMBED]))).toMatchObject({ task: { args: [{ epochs: 3 }] } });
  });

  it("is read as it was written", () => {
    const message = writeTask({ id: "train:1/a", name: "specstar.train", args: [{ a: 1 }], retries: 2, priority: 50, timeLimit: 1500, replyTo: "results" });
    expect(readTask(arrived(message))).toMatchObject({ task: { id: "train:1/a", args: [{ a: 1 }], retries: 2, replyTo: "results" } });
    expect(message.options).toMatchObject({ priority: 9, deliveryMode: 2, headers: { timelimit: [1.5, null], ignore_result: false } });
    expect(JSON.stringify(message.options)).not.toContain('"a"');
  });

  it.each([
    ["2026-01-02T03:04:05.123456+00:00", "2026-01-02T03:04:05.123Z"],
    ["2026-01-02T03:04:05+02:00", "2026-01-02T01:04:05.000Z"],
    ["2026-01-02T03:04:05", "2026-01-02T03:04:05.000Z"],
    ["2026-01-02 03:04:05Z", "2026-01-02T03:04:05.000Z"],
  ])("reads the time %s", (eta, expected) => {
    expect(readTask(sent([[1], {}, EMBED], { eta, expires: eta }))).toMatchObject({ task: { eta: new Date(expected), expires: new Date(expected) } });
  });

  it("goes once more as it was, but later", () => {
    const wire = sent([[{ a: 1 }], {}, EMBED], { root_id: "7f3c" });
    const again = writeAgain(wire, asked, { retries: 1, eta: new Date("2026-01-02T03:04:05Z") });
    expect(readTask(arrived(again))).toEqual({ task: { ...asked, args: [{ a: 1 }], retries: 1, eta: new Date("2026-01-02T03:04:05Z"), expires: null } });
    expect(again.options.headers).toMatchObject({ lang: "py", root_id: "7f3c" });
  });

  it.each<[string, Wire, string]>([
    ["a pickle", sent([[], {}, EMBED], {}, { contentType: "application/x-python-serialize" }), "content type"],
    ["another encoding", sent([[], {}, EMBED], {}, { contentEncoding: "binary" }), "encoding"],
    ["a compressed body", sent([[], {}, EMBED], { compression: "application/x-gzip" }), "compressed"],
    ["no JSON", { ...sent(null), content: Buffer.from("[[NaN], {}, {}]") }, "not JSON"],
    ["half a character", { ...sent(null), content: Buffer.from([0x22, 0xc3, 0x22]) }, "not JSON"],
    ["deep JSON", { ...sent(null), content: Buffer.from(`${"[".repeat(5000)}${"]".repeat(5000)}`) }, "deeper"],
    ["a body of version 1", sent({ task: "specstar.train", args: [] }), "[args, kwargs, embed]"],
    ["arguments of both kinds", sent([[1], { epochs: 3 }, EMBED]), "positional and named"],
    ["a chain", sent([[1], {}, { ...EMBED, chain: [{ task: "next" }] }]), '"chain"'],
    ["no time", sent([[1], {}, EMBED], { eta: "soon" }), "ISO 8601"],
    ["no name", sent([[1], {}, EMBED], { task: 7 }), "headers"],
  ])("that is %s is refused", (_, wire, expected) => {
    expect(problemOf(wire)).toContain(expected);
  });

  it("that can't be read can be answered", () => {
    expect(readTask(sent({}))).toMatchObject({ asked });
    expect(readTask({ content: Buffer.from("{}"), properties: PLAIN })).toMatchObject({ asked: null });
  });

  it("keeps what is named __proto__ as data", () => {
    const read = readTask({ ...sent(null), content: Buffer.from('[[{"__proto__": {"isAdmin": true}}], {}, null]') });
    expect(JSON.stringify("task" in read ? read.task.args : null)).toBe('[{"__proto__":{"isAdmin":true}}]');
    expect("isAdmin" in {}).toBe(false);
  });
});

describe("an answer", () => {
  const asked = { id: "7f3c", name: "specstar.train", replyTo: "answers", correlationId: "c" };

  it("may name the fields of its payload", () => {
    expect(readTask(sent([[], { epochs: 3 }, EMBED]))).toMatchObject({ task: { args: [{ epochs: 3 }] } });
  });

  it("is read as it was written", () => {
    const message = writeAnswer(asked, { status: "SUCCESS", result: { loss: 0.1 } });
    expect(message.options.correlationId).toBe("c");
    expect(readAnswer(arrived(message))).toEqual({ id: "7f3c", answer: { status: "SUCCESS", result: { loss: 0.1 } } });
  });

  it.each([
    ["FAILURE", "RuntimeError: no disk"],
    ["RETRY", "RuntimeError: no disk"],
    ["REVOKED", "TaskRevokedError: no disk"],
  ] as const)("of %s says why", (status, error) => {
    expect(readAnswer(arrived(writeAnswer(asked, { status, error: "no disk" })))).toEqual({ id: "7f3c", answer: { status, error } });
  });

  it("carries where an exception was", () => {
    const body = { task_id: "7f3c", status: "FAILURE", result: { exc_type: "ValueError", exc_message: ["bad", 7], exc_module: "builtins" }, traceback: "Traceback: line 3" };
    expect(readAnswer(sent(body))).toEqual({ id: "7f3c", answer: { status: "FAILURE", error: 'ValueError: bad, 7\nTraceback: line 3' } });
  });

  it("without a result has null", () => {
    expect(readAnswer(sent({ task_id: "7f3c", status: "SUCCESS" }))).toEqual({ id: "7f3c", answer: { status: "SUCCESS", result: null } });
  });

  it("of anything else is nothing to act on", () => {
    expect(readAnswer(sent({ task_id: "7f3c", status: "STARTED" }))?.answer).toEqual({ status: "OTHER" });
    expect(readAnswer(sent({ status: "SUCCESS" }))).toBeUndefined();
    expect(readAnswer(sent([1]))).toBeUndefined();
  });
});

describe("what all workers are told", () => {
  it("may name the fields of its payload", () => {
    expect(readTask(sent([[], { epochs: 3 }, EMBED]))).toMatchObject({ task: { args: [{ epochs: 3 }] } });
  });

  it("is read as it was written", () => {
    expect(readRevoked(arrived(writeRevoke("train:1/a", true)))).toEqual(["train:1/a"]);
  });

  it("can be of several tasks, of workers of Celery's alone, or something else", () => {
    expect(readRevoked(sent({ method: "revoke", arguments: { task_id: ["a", 7, "b"] } }))).toEqual(["a", "b"]);
    expect(readRevoked(sent({ method: "revoke", arguments: { task_id: "a" }, destination: ["celery@other"] }))).toEqual([]);
    expect(readRevoked(sent({ method: "ping", arguments: {} }))).toEqual([]);
  });
});

describe("the id of a task", () => {
  it("names one hold of a job", () => {
    const run = { resourceId: "train:01-a", token: "t/1" };
    expect(jobOfTask("train", toTaskId(run))).toBe(run.resourceId);
    expect(toTaskId({ ...run, token: "u" })).not.toBe(toTaskId(run));
    expect(toTaskId({ ...run, token: "t".repeat(1_000) }).length).toBeLessThan(80);
    expect(jobOfTask("train", "train:01-a")).toBeUndefined();
    expect(jobOfTask("train", "other:01-a/t")).toBeUndefined();
  });

  it("gives the id of the job that stands for it", () => {
    expect(toResourceId("train", "5a0c-11")).toBe("train:5a0c-11");
    expect(toResourceId("train", "train:01-a")).toBe("train:01-a");
    expect(toResourceId("train", "a task / of mine")).toMatch(/^train:[0-9a-f]{64}$/);
    expect(toResourceId("train", "a task / of mine")).toBe(toResourceId("train", "a task / of mine"));
  });
});
