import { rm } from "node:fs/promises";
import { binary, defineResource, memoryStorage, nullable, object, reference, ResourceManager, text, withDefault, type Storage } from "@specstar/runtime";
import type { Finding } from "@specstar/runtime/maintenance";
import { diagnose } from "@specstar/runtime/maintenance";
import { sqliteStorage } from "@specstar/runtime/sqlite";
import { onTestFinished } from "vitest";
import { newDatabase } from "../../model/open-storage.js";
import { MODELS, SPECS } from "../../model/models.js";

type Data = Readonly<Record<string, unknown>>;

/** The models of the random lives, and their specs. */
export const specs = MODELS.map((model) => SPECS[model]);

/** A storage that is closed, and gone, when the test is done. */
export async function openMemory(keepsPayloads = false): Promise<Storage> {
  const storage = memoryStorage({ keepsPayloads });
  onTestFinished(() => storage.close());
  return storage;
}

/** The same in a database with the tables of the random models. */
export async function openSqlite(): Promise<{ readonly storage: Storage; readonly folder: string }> {
  const folder = await newDatabase();
  const storage = sqliteStorage(folder);
  onTestFinished(() => storage.close().then(() => rm(folder, { recursive: true })));
  return { storage, folder };
}

/** A document with a file, an owner who must be there, and a field that is not shown. */
export const holder = defineResource({
  name: "holder",
  schemaVersion: "v1",
  schema: object({
    name: text(),
    file: withDefault(nullable(binary()), null),
    owner: withDefault(nullable(reference("holder")), null),
    secret: withDefault(text(), "none"),
  }),
  table: "holder",
  indexes: [{ path: "name", column: "data_name", type: "text" }],
  unique: [["name"]],
  references: [{ path: "owner", model: "holder", onDelete: "restrict" }],
  hidden: ["secret"],
});

export function holders(storage: Storage): ResourceManager<Data, Data, Data> {
  return new ResourceManager<Data, Data, Data>(holder, storage);
}

const later = () => new Date(Date.now() + 7_200_000);

/** Looks at once, and as if an hour had passed. */
export async function examine(storage: Storage, models: Parameters<typeof diagnose>[1], options: Parameters<typeof diagnose>[2] = {}): Promise<readonly Finding[]> {
  const findings: Finding[] = [];
  for await (const finding of diagnose(storage, models, { settle: 1, clock: later, ...options })) findings.push(finding);
  return findings;
}

export function kindsOf(findings: readonly Finding[]): readonly string[] {
  return findings.map(({ kind }) => kind);
}
