import { execFile, execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readdirSync } from "node:fs";
import { chown, mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import pg from "pg";
import { freePort } from "./free-port.js";

const run = promisify(execFile);

/** A PostgreSQL server of a test's own, with its data in a folder of its own. */
export interface PostgresServer {
  readonly port: number;
  /** Makes a database, and gives its dsn. */
  createDatabase(): Promise<string>;
  /** Lets it fall over and start again, as after a crash. */
  restart(): Promise<void>;
  /** Lets it fall over. */
  halt(): Promise<void>;
  /** Starts it again. */
  start(): Promise<void>;
  /** Takes the server and its data away. */
  stop(): Promise<void>;
}

/**
 * Starts a server on a free port of this machine. Nothing that it holds survives the machine, so it need not wait for the disk; what
 * was committed survives its own fall, for the log is written all the same.
 *
 * @param more settings, such as `ssl=on`.
 * @throws Error that says what to install when PostgreSQL is not there.
 */
export async function startPostgres(more: readonly string[] = []): Promise<PostgresServer> {
  const bin = findBinaries();
  const folder = await mkdtemp(join(tmpdir(), "specstar-postgres-"));
  const own = ownerOf(folder);
  if (own.uid !== undefined && own.gid !== undefined) await chown(folder, own.uid, own.gid);
  const data = join(folder, "data");
  const options = { ...own, cwd: folder };
  await run(join(bin, "initdb"), ["-D", data, "-A", "trust", "-U", "postgres", "-E", "UTF8", "--no-sync"], options);
  const port = await freePort();
  const settings = `-p ${port} -c listen_addresses=127.0.0.1 -c unix_socket_directories=${folder} -c fsync=off -c full_page_writes=off${more.map((setting) => ` -c ${setting}`).join("")}`;
  // Whoever inherits pg_ctl's pipes keeps them open: the server's output goes to a file.
  const control = async (...args: string[]) => {
    const child = spawn(join(bin, "pg_ctl"), ["-D", data, "-w", "-t", "60", "-l", join(folder, "log"), ...args], { ...options, stdio: "ignore" });
    const [code] = (await once(child, "exit")) as [number | null];
    if (code !== 0) throw new Error(`pg_ctl ${args.join(" ")} failed:\n${await readFile(join(folder, "log"), "utf8")}`);
  };
  await control("-o", settings, "start");
  let databases = 0;
  const dsn = (database: string) => `postgresql://postgres@127.0.0.1:${port}/${database}`;
  return {
    port,
    restart: () => control("-m", "immediate", "restart"),
    halt: () => control("-m", "immediate", "stop"),
    start: () => control("-o", settings, "start"),
    createDatabase: async () => {
      const name = `test_${++databases}`;
      const client = new pg.Client({ connectionString: dsn("postgres") });
      await client.connect();
      await client.query(`CREATE DATABASE ${name}`);
      await client.end();
      return dsn(name);
    },
    stop: async () => {
      await control("-m", "immediate", "stop");
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Debian keeps each version in a folder of its own; elsewhere they are on the PATH. */
function findBinaries(): string {
  const debian = "/usr/lib/postgresql";
  const versions = existsSync(debian) ? readdirSync(debian).toSorted((a, b) => Number(b) - Number(a)) : [];
  const folders = [process.env["PGBIN"] ?? "", ...versions.map((version) => join(debian, version, "bin")), ...(process.env["PATH"] ?? "").split(":")];
  const found = folders.find((folder) => folder !== "" && existsSync(join(folder, "initdb")) && existsSync(join(folder, "pg_ctl")));
  if (found === undefined) throw new Error("This test needs PostgreSQL: install Debian's package postgresql, or set PGBIN to the folder of its programs.");
  return found;
}

/** PostgreSQL refuses to run as root: then it is the user postgres that Debian's package has made. */
function ownerOf(folder: string): { readonly uid?: number; readonly gid?: number } {
  if (process.getuid?.() !== 0) return {};
  const id = (flag: string) => Number(execFileSync("id", [flag, "postgres"], { cwd: folder, encoding: "utf8" }));
  return { uid: id("-u"), gid: id("-g") };
}
