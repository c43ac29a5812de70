import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { memoryStorage, type Storage } from "@specstar/runtime";
import { serve, type createExpressApp } from "@specstar/runtime/express";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Model } from "../generator/ir/model.js";
import { readConfig } from "../generator/reader/read-config.js";
import { readProject } from "../generator/reader/read-project.js";
import { fixtureNames, fixtures, readSamples } from "./fixture-samples.js";

interface Manager {
  get(id: string): Promise<{ readonly data: object }>;
}

type Managers = Readonly<Record<string, Manager>>;

/** What every fixture's index exports. */
interface Generated {
  openManagers(storage: Storage): Promise<Managers>;
  createApp(managers: Managers): ReturnType<typeof createExpressApp>;
}

interface Answer {
  readonly ok: boolean;
  readonly value: { readonly resourceId: string; readonly data: object };
}

/** What every fixture's client exports. */
interface EmittedClient {
  createClient(options: { readonly baseUrl: string }): Readonly<Record<string, { create(data: unknown, options: { readonly reason: string }): Promise<Answer>; get(id: string): Promise<Answer> }>>;
}

describe.each(fixtureNames)("the client of fixtures/%s", (name) => {
  const root = join(fixtures, name);
  const { models } = readProject({ root, config: readConfig({ root }).config }).project;
  let managers: Managers;
  let client: ReturnType<EmittedClient["createClient"]>;
  let close: (() => Promise<void>) | undefined;

  beforeAll(async () => {
    const load = async (path: string) => await import(pathToFileURL(join(root, "expected/generated", path)).href);
    const generated: Generated = await load("index.ts");
    const emitted: EmittedClient = await load("client.ts");
    const storage = memoryStorage();
    managers = await generated.openManagers(storage);
    const cwd = process.cwd();
    process.chdir(root);
    const server = await serve(generated.createApp(managers), { storage, port: 0, onReady: () => undefined }).finally(() => process.chdir(cwd));
    client = emitted.createClient({ baseUrl: server.url });
    close = () => server.close();
  });
  afterAll(() => close?.());

  it.each(models)("reads $name as its manager does, dates and big integers included", async (model) => {
    const { plural } = model.options;
    for (const value of readSamples(name)[model.name]?.good ?? []) {
      const created = await client[plural]?.create(value, { reason: "A sample." });
      expect(created, JSON.stringify(value)).toMatchObject({ ok: true });
      const id = created?.value.resourceId ?? "";
      const stored = await managers[plural]?.get(id);
      expect((await client[plural]?.get(id))?.value.data).toEqual(shown(stored?.data ?? {}, model));
    }
  });
});

/** All but what is never in an answer. */
function shown(data: object, { fields }: Model): object {
  const hidden = new Set(fields.filter(({ access }) => access === "internal" || access === "writeOnly").map((field) => field.name));
  return Object.fromEntries(Object.entries(data).filter(([key]) => !hidden.has(key)));
}
