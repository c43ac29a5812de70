import { open } from "node:fs/promises";
import files from "node:fs/promises";
import { syncBuiltinESMExports } from "node:module";
import Sqlite from "better-sqlite3";

type Call = (this: unknown, ...args: unknown[]) => unknown;

/** What stores do with files, but for reading. */
const ON_PATHS = ["mkdir", "open", "rename", "rm", "link", "readFile", "utimes"];
const ON_HANDLES = ["writeFile", "sync", "close"];
const ON_STATEMENTS = ["run", "get", "all"];

/** Counts every operation on files and every statement of SQLite from now on, and kills this process just before the k-th. */
export async function killBefore(k: number): Promise<void> {
  let count = 0;
  const step = () => {
    count += 1;
    if (count === k) process.kill(process.pid, "SIGKILL");
  };
  const handle = await open(process.execPath);
  await handle.close();
  const db = new Sqlite(":memory:");
  const statement = db.prepare("SELECT 1");
  for (const name of ON_PATHS) precede(files, name, step);
  for (const name of ON_HANDLES) precede(Object.getPrototypeOf(handle), name, step);
  for (const name of ON_STATEMENTS) precede(Object.getPrototypeOf(statement), name, step);
  db.close();
  syncBuiltinESMExports();
}

function precede(owner: object, name: string, step: () => void): void {
  const original: Call = Reflect.get(owner, name);
  const stepped: Call = function (...args) {
    step();
    return Reflect.apply(original, this, args);
  };
  if (!Reflect.set(owner, name, stepped)) throw new Error(`${name} can't be replaced.`);
}
