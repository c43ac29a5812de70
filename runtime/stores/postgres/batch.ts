import type pg from "pg";
import type { Statement, StatementResult } from "./database.js";
import type { Driver } from "./driver.js";

/** How statements that were sent at once came out. */
export interface BatchEnd {
  /** Of those that were carried out, in order. */
  readonly results: readonly StatementResult[];
  /** The error that stopped them, the server's or the connection's; undefined when all went well. */
  readonly failure?: unknown;
  /** Whether the server waits for more on this connection. If not, nobody here knows how far it got. */
  readonly isReady: boolean;
  /** Whether a transaction is still open. */
  readonly isOpen: boolean;
}

/** The statements that a connection has prepared, by name, with their texts. */
export type Prepared = Map<string, string>;

/** Past this many, further statements of a connection are not prepared: each costs the server memory. */
const preparedLimit = 256;

/** What is used of the driver's connection; its published types are those of an older version. */
interface Wire {
  readonly stream: { cork(): void; uncork(): void };
  parse(message: { readonly name: string; readonly text: string }): void;
  bind(message: { readonly portal: string; readonly statement: string; readonly values: readonly (string | Buffer | null)[] }): void;
  describe(message: { readonly type: "P"; readonly name: string }): void;
  execute(message: { readonly portal: string; readonly rows: number }): void;
  sync(): void;
  sendCopyFail(reason: string): void;
  on(event: "readyForQuery", listener: (message: Ready) => void): void;
  on(event: "parseComplete" | "end", listener: () => void): void;
  off(event: "readyForQuery", listener: (message: Ready) => void): void;
  off(event: "parseComplete" | "end", listener: () => void): void;
}

/** `I` for idle, `T` in a transaction, `E` in one that failed. */
interface Ready {
  readonly status: string;
}

interface Sendable extends Pick<Statement, "text"> {
  readonly name: string;
  readonly values: readonly (string | Buffer | null)[];
}

/**
 * Statements that go out together, with one synchronisation behind the last: when one fails, the server passes over the rest, and
 * without BEGIN they are one transaction (https://www.postgresql.org/docs/current/protocol-flow.html#PROTOCOL-FLOW-EXT-QUERY). The
 * driver's own pipelining synchronises behind each, so that a BEGIN that fails would leave the rest to commit one by one.
 *
 * The driver calls the methods that begin with `handle`, as it does for its own queries.
 */
export class Batch implements pg.Submittable {
  readonly ended: Promise<BatchEnd>;
  readonly #statements: readonly Sendable[];
  readonly #prepared: Prepared;
  readonly #decode: Driver["decode"];
  readonly #results: StatementResult[] = [];
  readonly #parsing: Sendable[] = [];
  #parsed = 0;
  #rows: unknown[][] = [];
  #types: readonly number[] = [];
  #failure: unknown;
  #wire: Wire | null = null;
  #end: (end: BatchEnd) => void = () => {};

  /** @throws Error for a value that can't be sent, before anything is. */
  constructor(statements: readonly Statement[], prepared: Prepared, { encode, decode }: Driver) {
    this.#statements = statements.map(({ name, text, values }) => ({ name: nameIn(prepared, name, text), text, values: values.map(encode) }));
    this.#prepared = prepared;
    this.#decode = decode;
    this.ended = new Promise((resolve) => (this.#end = resolve));
  }

  submit(connection: pg.Connection): void {
    const wire = connection as unknown as Wire;
    this.#wire = wire;
    wire.on("parseComplete", this.#onParsed);
    wire.on("readyForQuery", this.#onReady);
    wire.on("end", this.#onLost);
    wire.stream.cork();
    for (const statement of this.#statements) this.#sendOne(wire, statement);
    wire.sync();
    wire.stream.uncork();
  }

  /** Ends without the server's answer. */
  abandon(failure: unknown): void {
    this.#failure = failure;
    this.#onLost();
  }

  handleRowDescription({ fields }: { readonly fields: readonly { readonly dataTypeID: number }[] }): void {
    this.#types = fields.map(({ dataTypeID }) => dataTypeID);
  }

  handleDataRow({ fields }: { readonly fields: readonly (string | null)[] }): void {
    try {
      this.#rows.push(fields.map((text, at) => (text === null ? null : this.#decode(this.#types[at] ?? 0, text))));
    } catch (error) {
      this.#failure ??= error;
    }
  }

  /** @param text such as `INSERT 0 3`: the last word is the number of rows. */
  handleCommandComplete({ text }: { readonly text: string }): void {
    this.#results.push({ rows: this.#rows, rowCount: Number(/\d+$/.exec(text)?.[0] ?? 0) });
    this.#rows = [];
  }

  handleEmptyQuery(): void {
    this.handleCommandComplete({ text: "" });
  }

  handleCopyInResponse(): void {
    this.#wire?.sendCopyFail("A statement can't copy from the client.");
  }

  /** The server's error, behind which it gets ready again; or the connection's, behind which it ends. */
  handleError(error: unknown): void {
    this.#failure ??= error;
    if (this.#wire === null) this.#onLost();
  }

  /** Nothing: the connection's own event tells more, and comes behind a failure too. */
  handleReadyForQuery(): void {}

  #sendOne(wire: Wire, statement: Sendable): void {
    const { name, text, values } = statement;
    if (name === "" || !(this.#prepared.has(name) || this.#parsing.some((other) => other.name === name))) {
      wire.parse({ name, text });
      this.#parsing.push(statement);
    }
    wire.bind({ portal: "", statement: name, values });
    wire.describe({ type: "P", name: "" });
    wire.execute({ portal: "", rows: 0 });
  }

  // Statements that a failure passed over are not prepared: only those that the server says it has parsed.
  readonly #onParsed = (): void => {
    const parsed = this.#parsing[this.#parsed++];
    if (parsed !== undefined && parsed.name !== "") this.#prepared.set(parsed.name, parsed.text);
  };

  readonly #onReady = ({ status }: Ready): void => this.#finish(true, status !== "I");

  readonly #onLost = (): void => {
    this.#failure ??= new Error("the connection ended");
    this.#finish(false, false);
  };

  #finish(isReady: boolean, isOpen: boolean): void {
    this.#wire?.off("parseComplete", this.#onParsed);
    this.#wire?.off("readyForQuery", this.#onReady);
    this.#wire?.off("end", this.#onLost);
    this.#end({ results: this.#results, failure: this.#failure, isReady, isOpen });
  }
}

/** Empty for a statement that is not prepared. */
function nameIn(prepared: Prepared, name: string | undefined, text: string): string {
  if (name === undefined) return "";
  const known = prepared.get(name);
  if (known === undefined) return prepared.size < preparedLimit ? name : "";
  if (known !== text) throw new Error(`Two statements have the name ${name}.`);
  return name;
}
