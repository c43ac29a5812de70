import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { chown, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { freePort } from "./free-port.js";

/** A pooler that gives each transaction whichever connection of the server's is free. */
export interface PgBouncer {
  /** The dsn of a database of the server's, through the pooler. */
  dsn(database: string): string;
  stop(): Promise<void>;
}

/**
 * @param upstream the port of a PostgreSQL server that trusts this machine.
 * @param poolSize how many connections it makes to the server.
 */
export async function startPgBouncer(upstream: number, poolSize: number): Promise<PgBouncer> {
  const folder = await mkdtemp(join(tmpdir(), "specstar-pgbouncer-"));
  const port = await freePort();
  const own = process.getuid?.() === 0 ? { uid: idOf("-u"), gid: idOf("-g") } : {};
  if (own.uid !== undefined) await chown(folder, own.uid, own.gid);
  const [file, log] = [join(folder, "pgbouncer.ini"), join(folder, "log")];
  const settings = ["listen_addr = 127.0.0.1", `listen_port = ${port}`, "unix_socket_dir =", "auth_type = any", "pool_mode = transaction", `default_pool_size = ${poolSize}`, `logfile = ${log}`];
  await writeFile(file, `[databases]\n* = host=127.0.0.1 port=${upstream} user=postgres\n[pgbouncer]\n${settings.join("\n")}\n`);
  const child = spawn(findProgram(), [file], { ...own, cwd: folder, stdio: "ignore" });
  const exited = once(child, "exit");
  const dsn = (database: string) => `postgresql://postgres@127.0.0.1:${port}/${database}`;
  const isUp = await waitFor(dsn("postgres"), exited);
  if (!isUp) throw new Error(`PgBouncer did not start:\n${await readFile(log, "utf8")}`);
  return {
    dsn,
    stop: async () => {
      child.kill("SIGKILL");
      await exited;
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function waitFor(dsn: string, exited: Promise<unknown>): Promise<boolean> {
  const isGone = exited.then(() => true, () => true);
  for (let tries = 0; tries < 300; tries++) {
    const client = new pg.Client({ connectionString: dsn });
    client.on("error", () => {});
    if (await client.connect().then(() => true, () => false)) {
      await client.end();
      return true;
    }
    if (await Promise.race([isGone, sleep(100, false)])) return false;
  }
  return false;
}

function idOf(flag: string): number {
  return Number(execFileSync("id", [flag, "postgres"], { encoding: "utf8" }));
}

function findProgram(): string {
  try {
    return execFileSync("sh", ["-c", "PATH=$PATH:/usr/sbin command -v pgbouncer"], { encoding: "utf8" }).trim();
  } catch (error) {
    throw new Error("This test needs PgBouncer: install Debian's package pgbouncer.", { cause: error });
  }
}
