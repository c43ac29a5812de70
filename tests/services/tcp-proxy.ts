import { connect, createServer, type Server, type Socket } from "node:net";

export type Direction = "toServer" | "toClient";

/** What goes wrong on the way. */
export interface Fault {
  /** Milliseconds that each piece waits. */
  readonly latency?: number;
  /** Cuts the connection, once, when so many more bytes have gone this way; they still arrive. */
  readonly cut?: { readonly direction: Direction; readonly bytes: number };
  /** Takes what comes and gives it to nobody. */
  readonly blackhole?: boolean;
  /** Resets whoever connects. */
  readonly refuse?: boolean;
}

/** Stands between a client and a server of this machine, and does to their connections what networks do. */
export class TcpProxy {
  readonly port: number;
  /** How often a fault has hit. */
  hits = 0;
  readonly #server: Server;
  readonly #upstream: number;
  readonly #pairs = new Set<readonly [Socket, Socket]>();
  #fault: Fault = {};
  #passed: Record<Direction, number> = { toServer: 0, toClient: 0 };
  #recorded: Record<Direction, Buffer[]> = { toServer: [], toClient: [] };

  private constructor(server: Server, port: number, upstream: number) {
    this.#server = server;
    this.port = port;
    this.#upstream = upstream;
    server.on("connection", (client) => this.#accept(client));
  }

  /** @param upstream the server's port. */
  static async start(upstream: number): Promise<TcpProxy> {
    const server = createServer();
    await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
    const address = server.address();
    if (address === null || typeof address === "string") throw new Error("The proxy has no port.");
    return new TcpProxy(server, address.port, upstream);
  }

  /** From now on; bytes are counted and recorded anew. */
  setFault(fault: Fault): void {
    this.#fault = fault;
    this.#passed = { toServer: 0, toClient: 0 };
    this.#recorded = { toServer: [], toClient: [] };
  }

  /** What has gone this way since the fault was set. */
  recorded(direction: Direction): Buffer {
    return Buffer.concat(this.#recorded[direction]);
  }

  /** Resets all connections. */
  cutAll(): void {
    for (const pair of this.#pairs) this.#reset(pair);
  }

  async stop(): Promise<void> {
    this.cutAll();
    await new Promise((done) => this.#server.close(done));
  }

  #accept(client: Socket): void {
    client.on("error", () => {});
    if (this.#fault.refuse === true) {
      this.hits++;
      client.resetAndDestroy();
      return;
    }
    const server = connect(this.#upstream, "127.0.0.1");
    server.on("error", () => {});
    const pair = [client, server] as const;
    this.#pairs.add(pair);
    for (const [from, to, direction] of [[client, server, "toServer"], [server, client, "toClient"]] as const) {
      from.on("data", (bytes) => this.#pass(bytes, to, direction, pair));
      from.on("close", () => {
        this.#pairs.delete(pair);
        to.destroySoon();
      });
    }
  }

  #pass(bytes: Buffer, to: Socket, direction: Direction, pair: readonly [Socket, Socket]): void {
    const { latency, cut, blackhole } = this.#fault;
    if (blackhole === true) {
      this.hits++;
      return;
    }
    const left = cut?.direction === direction ? cut.bytes - this.#passed[direction] : Infinity;
    const passing = bytes.subarray(0, Math.max(0, left));
    this.#passed[direction] += bytes.length;
    this.#recorded[direction].push(passing);
    if (latency !== undefined) setTimeout(() => to.write(passing), latency);
    // The reset must not overtake the bytes before it.
    else to.write(passing, () => left <= bytes.length && this.#reset(pair));
    if (left > bytes.length) return;
    this.hits++;
    this.#fault = {};
  }

  #reset([client, server]: readonly [Socket, Socket]): void {
    client.resetAndDestroy();
    // The server must still read what was on its way: a reset would take it back.
    server.end();
  }
}
