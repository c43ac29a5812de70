import { randomBytes } from "node:crypto";
import pg from "pg";

/**
 * Databases of a PostgreSQL server, whose names begin with `specstar_bench_` and a number of this run.
 *
 * @param {string} dsn of a database whose user may create others
 * @returns {import("../databases.js").Places}
 */
export function createPostgresDatabases(dsn) {
  const run = randomBytes(4).toString("hex");
  /** @type {Set<string>} */
  const all = new Set();

  /** @param {string} sql */
  const administer = async (sql) => {
    const client = new pg.Client({ connectionString: dsn });
    await client.connect();
    await client.query(sql).finally(() => client.end());
  };

  /** @param {string} name @param {string} [more] */
  const create = async (name, more = "") => {
    const database = `specstar_bench_${run}_${all.size}_${name}`;
    await administer(`CREATE DATABASE "${database}" ${more}`);
    const place = Object.assign(new URL(dsn), { pathname: `/${database}` }).href;
    all.add(place);
    return place;
  };

  const remove = async (/** @type {string} */ place) => {
    await administer(`DROP DATABASE IF EXISTS "${nameOf(place)}" WITH (FORCE)`);
    all.delete(place);
  };

  return {
    create: (name) => create(name),
    copy: async (place, name) => {
      const copied = await create(name, `TEMPLATE "${nameOf(place)}"`);
      await administer("CHECKPOINT");
      return copied;
    },
    remove,
    close: async () => {
      for (const place of all) await remove(place);
    },
  };
}

/** @param {string} place */
const nameOf = (place) => new URL(place).pathname.slice(1);
