import { mkdtemp, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { isSpecstarError, type Problem } from "@specstar/runtime";
import { openBackend } from "@specstar/runtime/config";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

let folder: string;
let file: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "specstar-config-"));
  file = join(folder, "backend.json");
});

afterEach(async () => {
  vi.unstubAllEnvs();
  await rm(folder, { recursive: true, force: true });
});

const local = { type: "sqlite", options: { rootdir: "./data" } };
const valid = { version: 1, connections: { local, scratch: { type: "memory" } }, meta: { use: "local" }, resource: { use: "local" } };

describe("a valid configuration", () => {
  it("opens SQLite in a folder relative to the file", async () => {
    await openAndClose(valid);
    expect((await stat(join(folder, "data/specstar.db"))).isFile()).toBe(true);
  });

  it("opens memory, which needs no migrations, from an object too", async () => {
    const storage = await openBackend({ version: 1, meta: { type: "memory" }, resource: { type: "memory" } });
    expect(storage.migrations).toBeNull();
    await storage.close();
  });

  it("takes a connection that is described on the spot", async () => {
    await openAndClose({ version: 1, meta: { ...local }, resource: { ...local } });
    expect((await stat(join(folder, "data/specstar.db"))).isFile()).toBe(true);
  });

  it("expands variables, and defaults where they are unset or empty", async () => {
    vi.stubEnv("SPECSTAR_TEST_NAME", "from-env");
    vi.stubEnv("SPECSTAR_TEST_EMPTY", "");
    const rootdir = "${SPECSTAR_TEST_NAME}/${SPECSTAR_TEST_EMPTY:-a}/${SPECSTAR_TEST_UNSET:-b}${SPECSTAR_TEST_EMPTY}";
    await openAndClose({ ...valid, connections: { local: { type: "sqlite", options: { rootdir } } } });
    expect((await stat(join(folder, "from-env/a/b/specstar.db"))).isFile()).toBe(true);
  });

  it("expands the value of a variable only once", async () => {
    vi.stubEnv("SPECSTAR_TEST_NAME", "${HOME}");
    await openAndClose({ ...valid, connections: { local: { type: "sqlite", options: { rootdir: "${SPECSTAR_TEST_NAME}" } } } });
    expect((await stat(join(folder, "${HOME}/specstar.db"))).isFile()).toBe(true);
  });

  it("may begin with a byte order mark", async () => {
    await writeFile(file, `\uFEFF${JSON.stringify(valid)}`);
    await (await openBackend(file)).close();
  });
});

describe("a mistake in the configuration", () => {
  const cases: [title: string, config: unknown, problems: Problem[]][] = [
    ["no object at all", 3, [{ path: "", message: "must be of type object" }]],
    ["another version of the format", { ...valid, version: 2 }, [{ path: "/version", message: "must be 1" }]],
    ["no version", { ...valid, version: undefined }, [{ path: "/version", message: "must be 1" }]],
    [
      "unknown keys, on any level",
      { ...valid, metta: 1, connections: { local: { ...local, options: { rootdir: "x", "a/b": 1 } } } },
      [
        { path: "/connections/local/options/a~1b", message: "is not a known key; allowed: rootdir" },
        { path: "/metta", message: "is not a known key; allowed: version, defaults, connections, meta, resource, blob, mq" },
      ],
    ],
    ["no meta", { ...valid, meta: undefined }, [{ path: "/meta", message: "is missing" }]],
    ["an unknown connection", { ...valid, meta: { use: "loca" } }, [{ path: "/meta/use", message: 'names no connection; allowed: "local", "scratch"; did you mean "local"?' }]],
    ["a name from Object.prototype", { ...valid, meta: { use: "constructor" } }, [{ path: "/meta/use", message: 'names no connection; allowed: "local", "scratch"' }]],
    [
      "a name where there are no connections",
      { ...valid, connections: undefined },
      [
        { path: "/meta/use", message: "names no connection; there is none under /connections" },
        { path: "/resource/use", message: "names no connection; there is none under /connections" },
      ],
    ],
    ["a key beside use", { ...valid, meta: { use: "local", type: "sqlite" } }, [{ path: "/meta/type", message: "is not a known key; allowed: use, options" }]],
    ["an unknown type", { ...valid, connections: { local: { type: "oracle" } } }, [{ path: "/connections/local/type", message: 'must be "memory" or "sqlite" or "disk" or "postgres" or "s3" or "simple" or "rabbitmq" or "celery"' }]],
    ["an unknown type on the spot", { ...valid, resource: { type: "oracle" } }, [{ path: "/resource/type", message: 'must be "memory" or "sqlite" or "disk" or "postgres" or "s3" or "simple" or "rabbitmq" or "celery"' }]],
    ["no options", { ...valid, connections: { local: { type: "sqlite" } } }, [{ path: "/connections/local/options", message: "is missing" }]],
    ["an option of another type", { ...valid, connections: { local: { ...local, options: { rootdir: 1 } } } }, [{ path: "/connections/local/options/rootdir", message: "must be of type string" }]],
    ["an empty option", { ...valid, connections: { local: { ...local, options: { rootdir: "" } } } }, [{ path: "/connections/local/options/rootdir", message: "must not be empty" }]],
    [
      "data that doesn't last while the meta does",
      { ...valid, resource: { use: "scratch" } },
      [{ path: "/resource", message: "is in memory and would be gone after a restart, while the meta, in SQLite, still names it; use a type that lasts" }],
    ],
    [
      "an unset variable",
      { ...valid, connections: { local: { ...local, options: { rootdir: "${SPECSTAR_TEST_UNSET}" } } } },
      [
        {
          path: "/connections/local/options/rootdir",
          message: "needs the environment variable SPECSTAR_TEST_UNSET, which is not set; `${SPECSTAR_TEST_UNSET:-default}` gives it a default",
        },
      ],
    ],
    [
      "half a variable",
      { ...valid, meta: { use: "${local" } },
      [{ path: "/meta/use", message: "has a `${` that does not begin `${NAME}` or `${NAME:-default}`" }],
    ],
  ];

  it.each(cases)("%s", async (_title, config, problems) => {
    await writeFile(file, JSON.stringify(config));
    const error = await failure(file);
    expect(error.message.startsWith(`${file} is not a valid configuration:\n`)).toBe(true);
    expect(error.problems).toEqual(problems);
    for (const { path, message } of problems) expect(error.message).toContain(`${path || "/"} ${message}`);
  });

  it("names itself when it is an object", async () => {
    const error = await failure({ version: 1, meta: { use: "a" }, resource: { use: "a" } });
    expect(error.message).toMatch(/^backend configuration is not a valid configuration:\n/);
  });

  it("a file that is not there", async () => {
    expect((await failure(file)).message).toMatch(`${file} can't be read: ENOENT`);
  });

  it.each([
    ['{\n  "version": 1,\n  "meta": x\n}', 3, 11, "`x`"],
    ['{\n  "version": 1,\n}', 3, 1, "`}`"],
    ['{"version": 1', 1, 14, "the end of the file"],
    ["", 1, 1, "the end of the file"],
    ['{"a": [1, 2,]}', 1, 13, "`]`"],
    ["{'a': 1}", 1, 2, "`'`"],
    ['{"a": 01}', 1, 7, "`0`"],
    ['{"a" 1}', 1, 6, "`1`"],
    ['{"a": "x\ny"}', 1, 7, '`"`'],
    ['{"a": "\\x"}', 1, 7, '`"`'],
    ['{"a": 1]', 1, 8, "`]`"],
    ['{"a": 1 "b": 2}', 1, 9, '`"`'],
    ["{} {}", 1, 4, "`{`"],
    ["[,]", 1, 2, "`,`"],
    ["// note\n{}", 1, 1, "`/`"],
    ["{,}", 1, 2, "`,`"],
    ["nulls", 1, 1, "`n`"],
  ])("text that is not JSON: %j", async (text, line, column, found) => {
    await writeFile(file, text);
    expect((await failure(file)).message).toBe(`${file}:${line}:${column}: this is not JSON: ${found} can't be here.`);
  });
});

async function openAndClose(config: unknown): Promise<void> {
  await writeFile(file, JSON.stringify(config));
  await (await openBackend(file)).close();
}

async function failure(config: Parameters<typeof openBackend>[0]) {
  const error = await openBackend(config).catch((caught: unknown) => caught);
  if (!isSpecstarError(error, "CONFIG_INVALID")) throw new Error("The configuration was taken.", { cause: error });
  return error;
}
