import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { binary, defineResource, list, memoryStorage, nullable, object, optional, ResourceManager, text, type Binary, type ResourceSpec, type Storage } from "@specstar/runtime";
import { createExpressApp, handlers, serve, type AppOptions, type RunningServer } from "@specstar/runtime/express";
import { Router } from "express";
import { afterAll } from "vitest";
import { FileBlobStore } from "../../../../runtime/stores/disk/blob-store.js";

export interface Sheet {
  title: string;
  files: Binary[];
  secret?: Binary | null;
}

export const sheetSpec: ResourceSpec<Sheet, Sheet, Record<never, never>> = defineResource({
  name: "sheet",
  schemaVersion: "v1",
  schema: object({ title: text(), files: list(binary()), secret: optional(nullable(binary())) }),
  table: "sheet",
  indexes: [],
  unique: [],
  hidden: ["secret"],
});

const folder = mkdtempSync(join(tmpdir(), "specstar-http-blobs-"));
const running: RunningServer[] = [];

afterAll(async () => {
  await Promise.all(running.map((server) => server.close()));
  rmSync(folder, { recursive: true });
});

export interface SheetServer {
  readonly url: string;
  readonly sheets: ResourceManager<Sheet, Sheet, Record<never, never>>;
  readonly logged: unknown[];
  /** All files below the folder of the blobs. */
  files(): string[];
}

/** Serves sheets from memory, and their blobs from files; stopped after the tests of the file. */
export async function startSheets(options: AppOptions = {}): Promise<SheetServer> {
  const dir = mkdtempSync(join(folder, "blobs-"));
  const storage: Storage = { ...memoryStorage(), blobs: new FileBlobStore(dir) };
  const sheets = new ResourceManager(sheetSpec, storage);
  const router = Router();
  router.get("/sheets/:id/blobs/:fileId", handlers.getBlob(sheets));
  const openapi = join(folder, "openapi.json");
  writeFileSync(openapi, "{}");
  const logged: unknown[] = [];
  const app = createExpressApp({ managers: { sheets }, routers: { sheets: router }, openapi }, { logger: (error) => void logged.push(error), ...options });
  const server = await serve(app, { port: 0, onReady: () => undefined });
  running.push(server);
  const files = () => readdirSync(dir, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile()).map(({ name }) => name);
  return { url: server.url, sheets, logged, files };
}

/** Uploads bytes, and gives what is known of them. */
export async function upload(url: string, bytes: string | Uint8Array, contentType = "application/octet-stream", name?: string): Promise<Binary> {
  const query = name === undefined ? "" : `?name=${encodeURIComponent(name)}`;
  const response = await fetch(`${url}/blobs${query}`, { method: "POST", body: Buffer.from(bytes), headers: { "Content-Type": contentType } });
  const body: unknown = await response.json();
  if (response.status !== 201) throw new Error(JSON.stringify(body));
  return body as Binary;
}

/** The code of a problem. */
export async function codeOf(response: Response): Promise<unknown> {
  const problem: unknown = await response.json();
  return typeof problem === "object" && problem !== null && "code" in problem ? problem.code : undefined;
}
