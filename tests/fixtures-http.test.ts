import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { memoryStorage, type Storage } from "@specstar/runtime";
import { serve, type AppParts, type createExpressApp } from "@specstar/runtime/express";
import { applyPending, readMigrations } from "@specstar/runtime/migrations";
import { sqliteStorage } from "@specstar/runtime/sqlite";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readConfig } from "../generator/reader/read-config.js";
import { readProject } from "../generator/reader/read-project.js";
import type { Field, Model } from "../generator/ir/model.js";
import { makePresent } from "./fixture-present.js";
import { fixtureNames, fixtures, inputName, readDocument, readSamples, type Refused } from "./fixture-samples.js";
import { installJudges } from "./judges/install.js";
import { loadJsonSchemaValidator } from "./judges/json-schema.js";

/** What every fixture's index exports. */
interface Generated {
  openManagers(storage: Storage): Promise<AppParts<Record<string, { readonly storage: Storage }>>["managers"]>;
  createApp(managers: Awaited<ReturnType<Generated["openManagers"]>>): ReturnType<typeof createExpressApp>;
}

const folder = mkdtempSync(join(tmpdir(), "specstar-fixtures-"));
afterAll(() => rmSync(folder, { recursive: true }));

const STORAGES = {
  memory: () => Promise.resolve(memoryStorage()),
  sqlite: async (name: string) => {
    const storage = await sqliteStorage(join(folder, name));
    if (storage.migrations === null) throw new Error("SQLite has migrations.");
    await applyPending(storage.migrations, await readMigrations(join(fixtures, name, "expected/migrations"), "sqlite"));
    return storage;
  },
} as const;

beforeAll(installJudges, 300_000);

describe.each(fixtureNames)("fixtures/%s over HTTP", (name) => {
  const samples = readSamples(name);
  const root = join(fixtures, name);
  const { models } = readProject({ root, config: readConfig({ root }).config }).project;

  it("has samples of every model", () => {
    expect(Object.keys(samples).sort()).toEqual(models.map((model) => model.name).sort());
  });

  it("has an OpenAPI document that takes and refuses the same", () => {
    const validator = loadJsonSchemaValidator();
    const document = readDocument(name);
    validator.addSchema(document, "document");
    for (const [model, { good, bad }] of Object.entries(samples)) {
      const isInput = validator.compile({ $ref: `document#/components/schemas/${inputName(model, document)}` });
      for (const value of good) expect(isInput(value), JSON.stringify(value)).toBe(true);
      for (const { value } of bad.filter(({ acrossFields }) => acrossFields !== true)) expect(isInput(value), JSON.stringify(value)).toBe(false);
    }
  });

  describe.each(["memory", "sqlite"] as const)("on %s", (storageName) => {
    let url: string;
    let close: () => Promise<void>;
    beforeAll(async () => {
      const generated: Generated = await import(pathToFileURL(join(root, "expected/generated/index.ts")).href);
      const storage = await STORAGES[storageName](name);
      const parts = await generated.openManagers(storage);
      const cwd = process.cwd();
      process.chdir(root);
      const server = await serve(generated.createApp(parts), { storage, port: 0, onReady: () => undefined }).finally(() => process.chdir(cwd));
      ({ url } = server);
      close = () => server.close();
      await makePresent(url, name);
    });
    afterAll(() => close());

    it.each(models)("$name: keeps what it takes", async (model) => {
      for (const value of samples[model.name]?.good ?? []) {
        const created = await send(`${url}/${model.options.path}`, "POST", value);
        expect(created, JSON.stringify(created.body)).toMatchObject({ status: 201 });
        const read = await send(`${url}${created.location}`, "GET");
        expect(read).toMatchObject({ status: 200, body: { data: shown(value, model) } });
        const again = await send(`${url}${created.location}`, "PUT", value);
        expect(again, JSON.stringify(again.body)).toMatchObject({ status: 200 });
      }
    });

    const refused = models.flatMap((model) => (samples[model.name]?.bad ?? []).map((bad) => ({ model, bad, at: bad.at, name: model.name })));
    it.each(refused)("$name: says what is wrong at $at", async ({ model, bad }: { model: Model; bad: Refused }) => {
      const { status, body } = await send(`${url}/${model.options.path}`, "POST", bad.value);
      expect({ status, body }, JSON.stringify(bad.value)).toMatchObject({ status: 422, body: { code: "VALIDATION_FAILED" } });
      expect(body).toMatchObject({ errors: expect.arrayContaining([expect.objectContaining({ path: bad.at })]) });
    });
  });
});

async function send(target: string, method: string, value?: unknown) {
  // Some models want a reason, and to be told which state is expected.
  const headers = { "content-type": "application/json", "x-change-reason": "A%20sample.", ...(method === "PUT" ? { "if-match": "*" } : {}) };
  const init = value === undefined ? {} : { body: JSON.stringify(value), headers };
  const response = await fetch(target, { method, ...init });
  const body: unknown = await response.json();
  return { status: response.status, body, location: response.headers.get("location") };
}

/** What a read gives of a value that was written: all but what is never shown. */
function shown(value: Readonly<Record<string, unknown>>, { fields }: Model): object {
  const hidden = new Set(fields.filter(isHidden).map((field) => field.name));
  return Object.fromEntries(Object.entries(value).filter(([key]) => !hidden.has(key)));
}

function isHidden({ access }: Field): boolean {
  return access === "internal" || access === "writeOnly";
}
