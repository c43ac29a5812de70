import { isSpecstarError, type Problem } from "@specstar/runtime";
import { openBackend, planBackend, type BackendConfig } from "@specstar/runtime/config";
import { describe, expect, it, onTestFinished, vi } from "vitest";

const meta = { type: "memory" } as const;
const url = "amqp://app:geheim%21@mq.example:5673/shop";

describe("the queue of a back end", () => {
  const rows: [title: string, config: Omit<BackendConfig, "version">, description: string | undefined][] = [
    ["none", { meta }, undefined],
    ["simple", { meta, mq: { type: "simple" } }, "simple queue, in the storage"],
    ["RabbitMQ", { meta, mq: { type: "rabbitmq", options: { url } } }, "RabbitMQ at mq.example:5673/shop, queues specstar.*"],
    ["RabbitMQ with what is usual", { meta, mq: { type: "rabbitmq" } }, "RabbitMQ at 127.0.0.1:5672/, queues specstar.*"],
    ["Celery", { meta, mq: { type: "celery", options: { url, runs: "here", queues: { train: "trains" } } } }, "Celery at mq.example:5673/shop, jobs run here"],
    [
      "by a name, with another option",
      { connections: { broker: { type: "rabbitmq", options: { url } } }, meta, mq: { use: "broker", options: { prefix: "shop." } } },
      "RabbitMQ at mq.example:5673/shop, queues shop.*",
    ],
  ];

  it.each(rows)("%s", async (_title, config, description) => {
    const storage = await openBackend({ version: 1, ...config });
    onTestFinished(() => storage.close());
    expect(storage.queue?.description).toBe(description);
    expect(storage.description).toBe(`meta and data: memory; files: memory${description === undefined ? "" : `; jobs: ${description}`}`);
    expect((await planBackend({ version: 1, ...config })).mq?.description).toBe(description);
  });

  it("takes numbers out of variables", async () => {
    vi.stubEnv("SPECSTAR_TEST_RETRIES", "7");
    onTestFinished(() => void vi.unstubAllEnvs());
    const storage = await openBackend(JSON.parse(JSON.stringify({ version: 1, meta, mq: { type: "simple", options: { maxRetries: "${SPECSTAR_TEST_RETRIES}" } } })));
    expect(storage.queue?.maxRetries).toBe(7);
    await storage.close();
  });

  it("is closed before the storage, which is closed even when that fails", async () => {
    const storage = await openBackend({ version: 1, meta, mq: { type: "simple" } });
    vi.spyOn(storage.queue ?? storage, "close").mockRejectedValue(new Error("no broker"));
    await expect(storage.close()).rejects.toThrow("no broker");
    await expect(storage.meta.ping()).rejects.toThrow();
  });

  it("hides its password, however it is written", async () => {
    const plan = await planBackend({ version: 1, meta, mq: { type: "rabbitmq", options: { url } } });
    expect(plan.hideSecrets("geheim! or geheim%21")).toBe("*** or ***");
    expect(JSON.stringify(plan)).not.toContain("geheim");
  });
});

describe("a mistake", () => {
  const cases: [title: string, config: Readonly<Record<string, unknown>>, problems: Problem[]][] = [
    ["a place for data", { meta, mq: { type: "sqlite", options: { rootdir: "a" } } }, [{ path: "/mq/type", message: "is of type sqlite, which can't be used for mq; types that can: simple, rabbitmq, celery" }]],
    ["a queue for data", { meta: { type: "rabbitmq" } }, [{ path: "/meta/type", message: "is of type rabbitmq, which can't be used for meta; types that can: memory, sqlite, disk, postgres, s3" }]],
    ["no such type", { meta, mq: { type: "kafka" } }, [{ path: "/mq/type", message: 'must be "memory" or "sqlite" or "disk" or "postgres" or "s3" or "simple" or "rabbitmq" or "celery"' }]],
    ["an unknown option", { meta, mq: { type: "simple", options: { retries: 1 } } }, [{ path: "/mq/options/retries", message: "is not a known key; allowed: maxRetries" }]],
    ["a number out of range", { meta, mq: { type: "rabbitmq", options: { maxRetries: -1 } } }, [{ path: "/mq/options/maxRetries", message: "must be a whole number from 0 to 1000000" }]],
    ["a URL of something else", { meta, mq: { type: "rabbitmq", options: { url: "http://geheim@x" } } }, [{ path: "/mq/options/url", message: expect.stringMatching(/^must look like amqp:/) }]],
    [
      "a prefix that the broker keeps to itself, and where it stands",
      { connections: { broker: { type: "rabbitmq" } }, meta, mq: { use: "broker", options: { prefix: "amq.shop" } } },
      [{ path: "/mq/options/prefix", message: expect.stringContaining("not begin with amq.") }],
    ],
    ["who runs the jobs", { meta, mq: { type: "celery", options: { runs: "there" } } }, [{ path: "/mq/options/runs", message: 'must be "here" or "elsewhere"' }]],
    ["nothing said of that", { meta, mq: { type: "celery", options: {} } }, [{ path: "/mq/options/runs", message: 'must be "here" or "elsewhere"' }]],
  ];

  it.each(cases)("%s", async (_title, config, problems) => {
    expect(await problemsOf(config)).toEqual(problems);
  });
});

async function problemsOf(config: Readonly<Record<string, unknown>>): Promise<readonly Problem[]> {
  const error: unknown = await planBackend(JSON.parse(JSON.stringify({ version: 1, ...config }))).then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!isSpecstarError(error, "CONFIG_INVALID")) throw new Error(`There is no mistake: ${String(error)}`);
  expect(error.message).not.toContain("geheim");
  return error.problems;
}
