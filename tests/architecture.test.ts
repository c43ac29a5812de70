import { readdirSync, readFileSync, existsSync } from "node:fs";
import { dirname, join, posix, relative, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";

const root = fileURLToPath(new URL("..", import.meta.url));

/**
 * Which rooms and packages a room may import; the first row whose room starts a file's path decides. A room may always
 * import itself. `node:` is open to every room but those that are pure data.
 */
const TABLE: readonly { readonly room: string; readonly rooms: readonly string[]; readonly packages: readonly string[] }[] = [
  { room: "generator/ir/", rooms: [], packages: [] },
  { room: "generator/reader/", rooms: ["generator/ir/", "generator/diagnostics", "generator/config"], packages: ["ts-morph", "node:"] },
  { room: "generator/emitters/", rooms: ["generator/ir/", "generator/render/", "generator/config"], packages: ["openapi-types", "node:"] },
  { room: "generator/render/", rooms: [], packages: ["handlebars", "node:"] },
  { room: "generator/breaking/", rooms: ["generator/ir/"], packages: [] },
  { room: "generator/writer/", rooms: ["generator/ir/"], packages: ["node:"] },
  { room: "generator/record/", rooms: ["generator/writer/", "generator/config", "generator/diagnostics"], packages: ["node:"] },
  { room: "generator/cli/", rooms: ["generator/"], packages: ["commander", "node:"] },
  { room: "generator/diagnostics", rooms: ["generator/diagnostics"], packages: [] },
  { room: "generator/", rooms: ["generator/"], packages: ["node:"] },
  { room: "runtime/query/", rooms: ["runtime/core/", "runtime/stores/model-index"], packages: ["node:"] },
  {
    room: "runtime/stores/memory/",
    rooms: ["runtime/stores/", "runtime/query/", "runtime/core/resource", "runtime/core/facts", "runtime/core/errors"],
    packages: ["node:"],
  },
  {
    room: "runtime/stores/sqlite/",
    rooms: ["runtime/stores/", "runtime/query/", "runtime/migrations/", "runtime/core/resource", "runtime/core/facts", "runtime/core/errors"],
    packages: ["better-sqlite3", "node:"],
  },
  { room: "runtime/stores/disk/", rooms: ["runtime/stores/", "runtime/core/resource", "runtime/core/errors"], packages: ["node:"] },
  {
    room: "runtime/stores/postgres/",
    rooms: ["runtime/stores/", "runtime/query/", "runtime/migrations/", "runtime/core/resource", "runtime/core/facts", "runtime/core/errors"],
    packages: ["pg", "node:"],
  },
  {
    room: "runtime/stores/s3/",
    rooms: ["runtime/stores/", "runtime/migrations/", "runtime/core/resource", "runtime/core/errors"],
    packages: ["@aws-sdk/client-s3", "@aws-sdk/s3-request-presigner", "node:"],
  },
  { room: "runtime/stores/", rooms: ["runtime/queues/message-queue", "runtime/core/resource", "runtime/core/facts", "runtime/query/query", "runtime/migrations/migration-target"], packages: [] },
  { room: "runtime/queues/amqp/", rooms: ["runtime/queues/message-queue", "runtime/core/errors"], packages: ["amqplib", "node:"] },
  { room: "runtime/queues/rabbitmq/", rooms: ["runtime/queues/", "runtime/jobs/job-desk", "runtime/stores/job-table", "runtime/core/errors", "runtime/core/ids"], packages: ["amqplib", "node:"] },
  { room: "runtime/queues/celery/", rooms: ["runtime/queues/", "runtime/jobs/job-desk", "runtime/stores/job-table", "runtime/core/errors"], packages: ["amqplib", "node:"] },
  { room: "runtime/queues/", rooms: ["runtime/jobs/job-desk", "runtime/stores/job-table", "runtime/core/errors"], packages: ["node:"] },
  { room: "runtime/jobs/", rooms: ["runtime/core/", "runtime/query/", "runtime/stores/", "runtime/queues/", "runtime/spec"], packages: ["croner", "node:"] },
  { room: "runtime/migrations/", rooms: ["runtime/core/errors", "runtime/core/readiness-checks", "runtime/stores/storage"], packages: ["node:"] },
  { room: "runtime/maintenance/", rooms: ["runtime/core/", "runtime/query/", "runtime/stores/", "runtime/queues/message-queue", "runtime/migrations/"], packages: ["node:"] },
  { room: "runtime/telemetry/", rooms: ["runtime/core/", "runtime/query/query", "runtime/stores/"], packages: ["@opentelemetry/api", "node:"] },
  { room: "runtime/config/", rooms: ["runtime/core/errors", "runtime/core/json-pointer", "runtime/core/is-record", "runtime/core/closest-name", "runtime/migrations/", "runtime/queues/", "runtime/stores/"], packages: ["zod", "node:"] },
  { room: "runtime/core/schedules/", rooms: ["runtime/core/errors"], packages: ["croner"] },
  { room: "runtime/core/", rooms: ["runtime/query/", "runtime/stores/", "runtime/spec"], packages: ["zod", "node:"] },
  { room: "runtime/http/", rooms: ["runtime/core/", "runtime/query/", "runtime/spec", "runtime/jobs/encoded-jobs", "runtime/stores/storage", "runtime/stores/blob-store", "runtime/stores/file-id", "runtime/telemetry/"], packages: ["express", "node:"] },
  { room: "runtime/testing/", rooms: ["runtime/"], packages: ["vitest", "node:"] },
  { room: "runtime/spec", rooms: [], packages: [] },
  { room: "runtime/", rooms: ["runtime/"], packages: ["node:"] },
];

const IMPORT = /(?:^|\n)\s*(?:import|export)\s(?:[^;'"]*?\sfrom\s)?["']([^"']+)["']|\bimport\(\s*["']([^"']+)["']\s*\)/g;

function listSources(folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith(".ts") && !entry.name.endsWith(".d.ts"))
    .map((entry) => relative(root, join(entry.parentPath, entry.name)).split(sep).join("/"))
    .filter((path) => !/(^|\/)(dist|node_modules)\//.test(path));
}

function readImports(file: string): string[] {
  // What stands in a template is text.
  const text = readFileSync(join(root, file), "utf8")
    .replaceAll(/\/\*[\s\S]*?\*\//g, "")
    .replaceAll(/`import [^`]*`/g, "``");
  return [...text.matchAll(IMPORT)].map((match) => match[1] ?? match[2] ?? "");
}

function isAllowed(file: string, specifier: string): boolean {
  const row = TABLE.find(({ room }) => file.startsWith(room));
  if (row === undefined) return false;
  if (!specifier.startsWith(".")) return row.packages.some((name) => specifier === name || specifier.startsWith(name === "node:" ? name : `${name}/`));
  const target = posix.join(dirname(file), specifier);
  return [row.room, ...row.rooms].some((room) => target.startsWith(room));
}

describe("the dependency table", () => {
  const files = [...listSources("generator"), ...listSources("runtime")];

  it("sees the sources", () => {
    expect(files.length).toBeGreaterThan(15);
    expect(readImports("runtime/index.ts").length).toBeGreaterThan(3);
  });

  it.each(files)("%s imports only what its room may", (file) => {
    expect(readImports(file).filter((specifier) => !isAllowed(file, specifier))).toEqual([]);
  });

  it("refuses a planted violation", () => {
    expect(isAllowed("generator/ir/model.ts", "../reader/read-project.js")).toBe(false);
    expect(isAllowed("generator/cli/main.ts", "../../runtime/index.js")).toBe(false);
    expect(isAllowed("runtime/core/manager.ts", "express")).toBe(false);
    expect(isAllowed("runtime/query/compile.ts", "better-sqlite3")).toBe(false);
  });
});

describe("tests, fixtures and examples", () => {
  const outside = ["fixtures", "examples"].filter((folder) => existsSync(join(root, folder))).flatMap(listSources);

  it.each(outside)("%s uses public entry points", (file) => {
    const inside = readImports(file).filter((specifier) => /^(\.\.\/)+(generator|runtime)\//.test(specifier));
    expect(inside).toEqual([]);
  });
});
