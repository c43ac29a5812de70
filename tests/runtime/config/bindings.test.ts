import { isSpecstarError, type Problem } from "@specstar/runtime";
import { planBackend, type BackendConfig } from "@specstar/runtime/config";
import { describe, expect, it, vi, onTestFinished } from "vitest";

const pg = { type: "postgres", options: { dsn: "postgresql://app:geheim@db.example:5433/shop" } } as const;
const s3 = { type: "s3", options: { bucket: "files", endpoint: "https://s3.example.com", accessKeyId: "key", secretAccessKey: "wichtig" } } as const;
const disk = { type: "disk", options: { rootdir: "/srv/data" } } as const;
const sqlite = { type: "sqlite", options: { rootdir: "/srv/data" } } as const;
const memory = { type: "memory" } as const;

const inDatabase = "PostgreSQL database shop at db.example:5433";
const inBucket = "S3 bucket files at s3.example.com";

describe("where each concern goes", () => {
  const rows: [title: string, config: Omit<BackendConfig, "version">, places: [meta: string, resource: string, blob: string]][] = [
    ["memory", { meta: memory }, ["memory", "memory", "memory"]],
    ["sqlite", { meta: sqlite }, ["SQLite in /srv/data", "SQLite in /srv/data", "files in /srv/data"]],
    ["disk", { meta: disk }, ["SQLite in /srv/data", "files in /srv/data", "files in /srv/data"]],
    ["s3", { meta: s3 }, [`SQLite synced to ${inBucket}`, inBucket, inBucket]],
    ["postgres", { meta: pg }, [inDatabase, inDatabase, "memory"]],
    ["postgres and S3", { meta: pg, resource: s3 }, [inDatabase, inBucket, inBucket]],
    ["postgres and disk", { meta: pg, resource: disk }, [inDatabase, "files in /srv/data", "memory"]],
    ["postgres, disk and S3", { meta: pg, resource: disk, blob: s3 }, [inDatabase, "files in /srv/data", inBucket]],
    ["a mixture of one's own", { meta: sqlite, resource: s3, blob: disk }, ["SQLite in /srv/data", inBucket, "files in /srv/data"]],
    ["files in memory, on demand", { meta: sqlite, blob: memory }, ["SQLite in /srv/data", "SQLite in /srv/data", "memory"]],
    ["data of SQLite in a file of its own", { meta: s3, resource: sqlite }, [`SQLite synced to ${inBucket}`, "SQLite in /srv/data", inBucket]],
  ];

  it.each(rows)("%s", async (_title, config, places) => {
    expect(await placesOf(config)).toEqual(places);
  });

  it("names no password and no key, and hides them in what others say", async () => {
    const plan = await planBackend({ version: 1, meta: pg, resource: s3 });
    expect(JSON.stringify(plan)).not.toMatch(/geheim|wichtig/);
    expect(plan.hideSecrets("geheim is wrong for wichtig at db.example")).toBe("*** is wrong for *** at db.example");
  });

  it.each([
    ["postgresql://app:a%40b@db/shop", "a@b", "a%40b"],
    ["postgresql://app@db/shop?password=a%2Bb", "a+b", "a+b"],
    ["host=db password=abc", "host=db password=abc", "host=db password=abc"],
  ])("hides the password of %s however it is written", async (dsn, meant, written) => {
    const plan = await planBackend({ version: 1, meta: { type: "postgres", options: { dsn } } });
    expect(plan.hideSecrets(`${meant}, ${written}`)).toBe("***, ***");
    expect(plan.meta.description).not.toContain("abc");
  });
});

describe("options", () => {
  const connections = { big: { type: "s3", options: { bucket: "one", prefix: "app/" } }, main: pg } as const;

  it("of a binding go before those of the connection, and these before the defaults", async () => {
    const defaults = { prefix: "default/" };
    const own = { ...connections, plain: { type: "s3", options: { bucket: "two" } } } as const;
    expect(await placesOf({ defaults, connections: own, meta: { use: "main" }, resource: { use: "plain" }, blob: { use: "big" } })).toEqual([
      inDatabase,
      "S3 bucket two under default/",
      "S3 bucket one under app/",
    ]);
    expect((await placesOf({ defaults, connections: own, meta: { use: "main" }, resource: { use: "big", options: { bucket: "three" } } }))[1]).toBe("S3 bucket three under app/");
  });

  it("may be completed by the binding alone", async () => {
    const bare = { type: "s3", options: { region: "eu-central-1" } };
    const config = { connections: { bare }, meta: { use: "bare", options: { bucket: "mine" } } };
    expect((await placesOf(config))[1]).toBe("S3 bucket mine");
    expect(await problemsOf({ ...config, meta: { use: "bare" } })).toEqual([{ path: "/connections/bare/options/bucket", message: "is missing" }]);
  });

  it("that are empty count as left out, in the place of others too", async () => {
    vi.stubEnv("SPECSTAR_TEST_PREFIX", "");
    onTestFinished(() => void vi.unstubAllEnvs());
    const resource = { use: "big", options: { prefix: "${SPECSTAR_TEST_PREFIX:-}" } };
    expect((await placesOf({ defaults: { prefix: "default/" }, connections, meta: { use: "main" }, resource }))[1]).toBe("S3 bucket one");
  });

  it("may be text where they are numbers or yes and no: a variable has no other way", async () => {
    const options = { ...pg.options, poolSize: "${SPECSTAR_TEST_POOL:-10}", transactionPooler: "${SPECSTAR_TEST_POOLER:-true}" };
    expect(await problemsOf({ meta: { type: "postgres", options } })).toEqual([]);
    expect(await problemsOf({ meta: { type: "postgres", options: { ...options, poolSize: "ten", transactionPooler: "yes" } } })).toEqual([
      { path: "/meta/options/poolSize", message: "must be a whole number from 1 to 1000" },
      { path: "/meta/options/transactionPooler", message: "must be true or false" },
    ]);
  });
});

describe("a mistake", () => {
  const cases: [title: string, config: Readonly<Record<string, unknown>>, problems: Problem[]][] = [
    ["a type that can't have files", { meta: pg, blob: pg }, [{ path: "/blob/type", message: "is of type postgres, which can't be used for blob; types that can: memory, sqlite, disk, s3" }]],
    [
      "the same by a name",
      { connections: { main: pg }, meta: { use: "main" }, blob: { use: "main" } },
      [{ path: "/blob/use", message: "is of type postgres, which can't be used for blob; types that can: memory, sqlite, disk, s3" }],
    ],
    [
      "an option of the binding, and where it stands",
      { connections: { main: pg }, meta: { use: "main", options: { poolSize: 0, pool: 1 } } },
      [
        { path: "/meta/options/pool", message: expect.stringMatching(/^is not a known key; allowed: dsn, schema, tablePrefix, poolSize,/) },
        { path: "/meta/options/poolSize", message: "must be a whole number from 1 to 1000" },
      ],
    ],
    [
      "every part at once, each told once",
      { defaults: { prefx: "a" }, connections: { idle: { type: "sqlite" }, odd: { type: "s3", options: { bucket: 1 } } }, meta: { use: "odd" }, resource: { use: "odd" }, blob: { use: "od" } },
      [
        { path: "/blob/use", message: 'names no connection; allowed: "idle", "odd"; did you mean "odd"?' },
        { path: "/connections/idle/options", message: "is missing" },
        { path: "/connections/odd/options/bucket", message: "must be of type string" },
        { path: "/defaults/prefx", message: "is not a known key; allowed: tablePrefix, prefix" },
      ],
    ],
    ["a default of the wrong kind", { defaults: { tablePrefix: 1 }, meta: pg }, [{ path: "/defaults/tablePrefix", message: "must be of type string" }]],
    ["a connection that is no object", { connections: { main: 3 }, meta: { use: "main" } }, [{ path: "/connections/main", message: "must be of type object" }]],
    ["half a key", { meta: { type: "s3", options: { bucket: "a", accessKeyId: "b" } } }, [{ path: "/meta/options/secretAccessKey", message: "is missing: accessKeyId needs it" }]],
    ["an endpoint that is no URL", { meta: { type: "s3", options: { bucket: "a", endpoint: "s3.example.com" } } }, [{ path: "/meta/options/endpoint", message: "must begin with http:// or https://" }]],
    ["one of few values", { meta: { type: "s3", options: { bucket: "a", checksums: "never" } } }, [{ path: "/meta/options/checksums", message: 'must be "required" or "supported"' }]],
    ["options of memory", { meta: { type: "memory", options: { size: 1 } } }, [{ path: "/meta/options/size", message: "is not a known key: there is none" }]],
    [
      "a variable, and what else is wrong",
      { meta: { type: "sqlite", options: { rootdir: "${SPECSTAR_TEST_UNSET}" } }, blob: { use: "x" } },
      [
        { path: "/meta/options/rootdir", message: "needs the environment variable SPECSTAR_TEST_UNSET, which is not set; `${SPECSTAR_TEST_UNSET:-default}` gives it a default" },
        { path: "/blob/use", message: "names no connection; there is none under /connections" },
      ],
    ],
  ];

  it.each(cases)("%s", async (_title, config, problems) => {
    expect(await problemsOf(config)).toEqual(problems);
  });
});

describe("what would be lost without a word is refused:", () => {
  it("data in memory under a meta that stays", async () => {
    expect(await problemsOf({ meta: pg, resource: memory })).toEqual([
      { path: "/resource", message: "is in memory and would be gone after a restart, while the meta, in PostgreSQL, still names it; use a type that lasts" },
    ]);
  });

  it("data and files that stay under a meta in memory", async () => {
    const found = await problemsOf({ meta: memory, resource: disk, blob: s3 });
    expect(found.map(({ path }) => path)).toEqual(["/resource", "/blob"]);
    expect(found[0]?.message).toContain("after a restart nothing would name what is there");
  });

  it.each([
    [pg, sqlite],
    [sqlite, pg],
    [disk, pg],
  ])("a table whose migrations would not be there: %j, %j", async (meta, resource) => {
    expect((await problemsOf({ meta, resource })).map(({ path, message }) => [path, message.includes("migrations")])).toEqual([["/resource", true]]);
  });
});

/** Given as a file would hold it: with mistakes that the compiler would find in an object. */
async function placesOf(config: unknown): Promise<string[]> {
  const { meta, resource, blob } = await planBackend(toConfig(config));
  return [meta.description, resource.description, blob.description];
}

async function problemsOf(config: unknown): Promise<readonly Problem[]> {
  const error = await planBackend(toConfig(config)).then(
    () => null,
    (caught: unknown) => caught,
  );
  if (error === null) return [];
  if (!isSpecstarError(error, "CONFIG_INVALID")) throw error;
  return error.problems;
}

function toConfig(config: unknown): BackendConfig {
  return JSON.parse(JSON.stringify({ version: 1, ...Object(config) }));
}
