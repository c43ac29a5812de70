import { connect, type Socket } from "node:net";

/** An answer as it came over the wire. */
export interface RawAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** A connection that sends exactly the bytes it is given and keeps all that comes back. */
export class RawClient {
  readonly socket: Socket;
  readonly closed: Promise<void>;
  received = "";

  constructor(url: string) {
    const { hostname, port } = new URL(url);
    this.socket = connect({ host: hostname, port: Number(port) });
    this.socket.setNoDelay(true);
    this.socket.setEncoding("latin1");
    this.socket.on("data", (text: string) => {
      this.received += text;
    });
    this.closed = new Promise((resolve) => {
      // A reset closes the connection too.
      this.socket.on("error", () => undefined);
      this.socket.once("close", () => resolve());
    });
  }

  send(text: string | Buffer): void {
    this.socket.write(text);
  }

  /** Waits until so many complete answers have come, or the connection is closed. */
  async answers(count: number, timeout = 5_000): Promise<readonly RawAnswer[]> {
    const until = Date.now() + timeout;
    for (;;) {
      const found = parseAnswers(this.received);
      if (found.length >= count || this.socket.destroyed || Date.now() > until) return found;
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  }

  destroy(): void {
    this.socket.destroy();
  }
}

/** Sends one text and gives the first answer. */
export async function exchange(url: string, text: string | Buffer): Promise<RawAnswer> {
  const client = new RawClient(url);
  client.send(text);
  const [answer] = await client.answers(1);
  client.destroy();
  if (answer === undefined) throw new Error(`no answer, but: ${JSON.stringify(client.received)}`);
  return answer;
}

function parseAnswers(text: string): RawAnswer[] {
  const answers: RawAnswer[] = [];
  for (let rest = text; ; ) {
    const end = rest.indexOf("\r\n\r\n");
    if (end === -1) return answers;
    const [statusLine = "", ...lines] = rest.slice(0, end).split("\r\n");
    const headers = Object.fromEntries(lines.map((line) => [line.slice(0, line.indexOf(":")).toLowerCase(), line.slice(line.indexOf(":") + 2)]));
    const length = Number(headers["content-length"] ?? 0);
    const status = Number(statusLine.split(" ")[1]);
    if (rest.length < end + 4 + length) return answers;
    if (status >= 200) answers.push({ status, headers, body: rest.slice(end + 4, end + 4 + length) });
    rest = rest.slice(end + 4 + length);
  }
}
