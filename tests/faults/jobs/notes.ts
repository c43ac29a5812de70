import pg from "pg";

/** What handlers say of themselves, outlasting their process: in the order in which it was said. */
export interface Note {
  readonly id: string;
  readonly text: string;
}

export async function makeNotes(dsn: string): Promise<void> {
  const client = new pg.Client({ connectionString: dsn });
  await client.connect();
  await client.query("CREATE TABLE note (n bigserial PRIMARY KEY, id text NOT NULL, text text NOT NULL)").finally(() => client.end());
}

export class Notes {
  readonly #pool: pg.Pool;

  constructor(dsn: string) {
    this.#pool = new pg.Pool({ connectionString: dsn, max: 2 });
  }

  async add(id: string, text: string): Promise<void> {
    // That it outlasts the server is none of the handlers' business.
    await this.#pool.query("INSERT INTO note (id, text) SELECT $1, $2 FROM set_config('synchronous_commit', 'off', true)", [id, text]);
  }

  async read(): Promise<readonly Note[]> {
    return (await this.#pool.query<Note>("SELECT id, text FROM note ORDER BY n")).rows;
  }

  async close(): Promise<void> {
    await this.#pool.end();
  }
}
