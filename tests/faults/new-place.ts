import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { applyPending, readMigrations } from "@specstar/runtime/migrations";
import { afterAll, beforeAll, vi } from "vitest";
import { fixtures } from "../fixture-samples.js";
import { startPostgres, type PostgresServer } from "../services/postgres-server.js";
import { newBucket } from "../services/s3-server.js";
import { openPlace, type Place, type Row } from "./open-place.js";

let server: Promise<PostgresServer> | undefined;
const folders: string[] = [];

// Two rows keep files in memory and say so each time they are opened, which is each time a program ends.
beforeAll(() => void vi.spyOn(process, "emitWarning").mockImplementation(() => undefined));

afterAll(async () => {
  await (await server)?.stop();
  await Promise.all(folders.map((folder) => rm(folder, { recursive: true, force: true })));
}, 60_000);

/** The PostgreSQL server of this test file alone: it may be made to fall over. */
export function ownPostgres(): Promise<PostgresServer> {
  server ??= startPostgres();
  return server;
}

/** An empty place for the models of fixtures/life, which is gone when the file's tests are done. */
export async function newPlace({ row, usesPostgres, usesS3 }: Row, within = tmpdir()): Promise<Place> {
  const folder = await mkdtemp(join(within, "specstar-faults-"));
  folders.push(folder);
  const dsn = usesPostgres ? await (await ownPostgres()).createDatabase() : "";
  const place: Place = { row, folder, postgres: { dsn, poolSize: 3 }, s3: usesS3 ? await newBucket() : { bucket: "" } };
  const storage = await openPlace(place);
  if (storage.migrations === null) throw new Error(`${row} has migrations.`);
  await applyPending(storage.migrations, await readMigrations(join(fixtures, "life/expected/migrations"), storage.migrations.dialect));
  await storage.close();
  return place;
}
