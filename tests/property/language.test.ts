import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { memoryStorage, type Storage } from "@specstar/runtime";
import { serve, type AppParts, type createExpressApp } from "@specstar/runtime/express";
import { applyPending, readMigrations } from "@specstar/runtime/migrations";
import { sqliteStorage } from "@specstar/runtime/sqlite";
import * as fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { modelLabel, modelPath } from "../../generator/ir/names.js";
import { inputName, type Described } from "../fixture-samples.js";
import { installJudges } from "../judges/install.js";
import { loadJsonSchemaValidator } from "../judges/json-schema.js";
import { changesOf, mutate } from "../mutations.js";
import { createRandomProject, type RandomModel, type RandomProject } from "./random-project.js";
import { strangersOf } from "./shape-strangers.js";

/** A failure is replayed by `SEED=<seed> npx vitest run tests/property`. */
const seed = Number(process.env["SEED"] ?? Math.floor(Math.random() * 2 ** 31));
const COUNT = 40;
const STRANGE = ["", "a", "open", "2026-01-31T09:30:00Z", "AB1", "12", "-1.5", 0, 1, -1, 0.5, 2 ** 53, true, false, null, [], ["a"], [1, null], {}, { a: 1 }, { tag: "t0" }, { node: null, children: [] }];

interface Generated {
  openManagers(storage: Storage): Promise<AppParts<Record<string, { readonly storage: Storage }>>["managers"]>;
  createApp(managers: Awaited<ReturnType<Generated["openManagers"]>>): ReturnType<typeof createExpressApp>;
}

let project: RandomProject;
const data = mkdtempSync(join(tmpdir(), "specstar-property-"));
beforeAll(async () => {
  await installJudges();
  project = createRandomProject(seed, COUNT);
}, 300_000);
afterAll(() => {
  project.remove();
  rmSync(data, { recursive: true });
});

describe(`random models of seed ${seed}`, () => {
  it("compile with every strict flag, and so do values of their types", async () => {
    const tsc = fileURLToPath(new URL("../../node_modules/typescript/bin/tsc", import.meta.url));
    const run = promisify(execFile)(process.execPath, [tsc, "-p", project.root], { maxBuffer: 2 ** 26 });
    const { stdout } = await run.catch((error: unknown) => ({ stdout: error instanceof Error && "stdout" in error ? String(error.stdout) : String(error) }));
    expect(stdout).toBe("");
  }, 120_000);

  it("have validators that agree with the OpenAPI document, and with what the types say", async () => {
    const judge = loadJsonSchemaValidator();
    const document: Described = JSON.parse(readFileSync(join(project.root, "generated/openapi.json"), "utf8"));
    judge.addSchema(document, "document");
    for (const model of project.models) {
      const isTaken = await loadSchema(model);
      const isValid = judge.compile({ $ref: `document#/components/schemas/${inputName(model.name, document)}` });
      const both = (value: unknown) => ({ ours: isTaken(value), theirs: isValid(value) });
      for (const value of model.values) expect({ ...both(value), value, model: model.name }).toMatchObject({ ours: true, theirs: true });
      for (const value of strangers(model)) expect({ ...both(value), value, model: model.name }).toMatchObject({ ours: false, theirs: false });
      for (const value of mutants(model)) {
        const { ours, theirs } = both(value);
        expect(ours, `${model.name} ${JSON.stringify(value)}`).toBe(theirs);
      }
    }
  }, 300_000);

  it.each(["memory", "sqlite"] as const)("keep values unchanged over HTTP and %s", async (name) => {
    const generated: Generated = await import(pathToFileURL(join(project.root, "generated/index.ts")).href);
    const storage = await openStorage(name);
    const cwd = process.cwd();
    process.chdir(project.root);
    const server = await serve(generated.createApp(await generated.openManagers(storage)), { storage, port: 0, onReady: () => undefined }).finally(() => process.chdir(cwd));
    try {
      for (const model of project.models) await exchange(model, `${server.url}/${modelPath(model.name)}`);
    } finally {
      await server.close();
    }
  }, 300_000);
});

/** Values come back as they were sent, strangers don't come in. */
async function exchange(model: RandomModel, url: string): Promise<void> {
  for (const value of model.values) {
    const created = await send(url, "POST", value);
    expect({ status: created.status, body: created.body, model: model.name }).toMatchObject({ status: 201 });
    const read = await send(new URL(created.location ?? "", url).href, "GET");
    expect(read.body).toMatchObject({ data: expect.toSatisfy((back: unknown) => isSame(back, value), JSON.stringify(value)) });
  }
  for (const value of strangers(model)) {
    const { status, body } = await send(url, "POST", value);
    expect({ status, body, value, model: model.name }).toMatchObject({ status: 422, body: { code: "VALIDATION_FAILED" } });
  }
}

async function loadSchema({ name }: RandomModel): Promise<(value: unknown) => boolean> {
  const label = modelLabel(name);
  const module: Readonly<Record<string, { safeParse(value: unknown): { readonly success: boolean } }>> = await import(
    pathToFileURL(join(project.root, `generated/${label}/${label}.model.ts`)).href
  );
  const schema = module[`${name.charAt(0).toLowerCase()}${name.slice(1)}Schema`];
  if (schema === undefined) throw new Error(`${name} has no schema.`);
  return (value) => schema.safeParse(value).success;
}

/** Values with one field that is not of its type. */
function strangers({ fields, values }: RandomModel): unknown[] {
  return fields.flatMap(({ name, shape }) => strangersOf(shape).map((stranger) => Object.assign({}, values[0], { [name]: stranger })));
}

function mutants({ values }: RandomModel): unknown[] {
  const changes = fc.array(changesOf(STRANGE), { minLength: 1, maxLength: 3 });
  return fc.sample(fc.tuple(fc.constantFrom(...values), changes), { seed, numRuns: 60 }).map(([value, all]) => all.reduce<unknown>(mutate, value));
}

async function openStorage(name: "memory" | "sqlite"): Promise<Storage> {
  if (name === "memory") return memoryStorage();
  const storage = await sqliteStorage(data);
  if (storage.migrations === null) throw new Error("SQLite has migrations.");
  await applyPending(storage.migrations, await readMigrations(join(project.root, "migrations"), "sqlite"));
  return storage;
}

async function send(target: string, method: string, value?: unknown) {
  const init = value === undefined ? {} : { body: JSON.stringify(value), headers: { "content-type": "application/json" } };
  const response = await fetch(target, { method, ...init });
  const body: unknown = await response.json();
  return { status: response.status, body, location: response.headers.get("location") };
}

/** Equal to the last byte, whatever the order of the keys. */
function isSame(a: unknown, b: unknown): boolean {
  return sortedText(a) === sortedText(b);
}

function sortedText(value: unknown): string {
  return JSON.stringify(value, (_key, part: unknown) =>
    typeof part === "object" && part !== null && !Array.isArray(part) ? Object.fromEntries(Object.entries(part).toSorted(([x], [y]) => (x < y ? -1 : 1))) : part,
  );
}
