import pg from "pg";

/** What somebody held when he ended. */
export interface Held {
  readonly schedules: number;
  readonly jobs: number;
}

/** What of the jobs is to be done, as the database says. */
export class JobRows {
  readonly #pool: pg.Pool;
  /** Of those who were killed. */
  #dead: readonly string[] = [];

  constructor(dsn: string) {
    this.#pool = new pg.Pool({ connectionString: dsn, max: 2 });
  }

  /** Whether nobody who lives holds anything, and nothing waits that is due at a time. */
  async isQuiet(time: number): Promise<boolean> {
    const isOpen = "CASE WHEN token IS NULL THEN due_at <= $1 ELSE token <> ALL ($2) END";
    const { rowCount } = await this.#pool.query(`SELECT 1 FROM specstar_job WHERE ${isOpen} LIMIT 1`, [new Date(time).toISOString(), this.#dead]);
    return rowCount === 0;
  }

  /** Whether somebody fires schedules. */
  async isFiring(): Promise<boolean> {
    return (await this.#pool.query("SELECT 1 FROM specstar_job WHERE is_schedule AND token <> ALL ($1) LIMIT 1", [this.#dead])).rowCount === 1;
  }

  /** Lets no job be made until what it returns is called: whoever fires schedules has claimed them then, and comes no further. */
  async holdUp(): Promise<() => Promise<void>> {
    const client = await this.#pool.connect();
    await client.query("BEGIN; LOCK TABLE errand_revision IN EXCLUSIVE MODE").catch((error: unknown) => {
      client.release(true);
      throw error;
    });
    return async () => {
      await client.query("ROLLBACK");
      client.release();
    };
  }

  /** Says that all who hold something now are dead; returns how many schedules and jobs that are. */
  async bury(): Promise<Held> {
    const { rows } = await this.#pool.query<{ token: string; is_schedule: boolean }>("SELECT token, is_schedule FROM specstar_job WHERE token IS NOT NULL");
    this.#dead = rows.map(({ token }) => token);
    const schedules = rows.filter(({ is_schedule }) => is_schedule).length;
    return { schedules, jobs: rows.length - schedules };
  }

  async close(): Promise<void> {
    await this.#pool.end();
  }
}
