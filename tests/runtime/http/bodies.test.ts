import { beforeAll, describe, expect, it } from "vitest";
import { call, startIssues, type IssueServer } from "./issue-server.js";
import { exchange, RawClient } from "./raw-client.js";

let server: IssueServer;

beforeAll(async () => {
  server = await startIssues({ bodyLimit: 1_000 });
});

const TYPE = "Content-Type: application/json";
const GOOD = '{"title":"x"}';

const post = (headers: readonly string[], body: string | Buffer = "", path = "/issues"): Buffer =>
  Buffer.concat([Buffer.from(`POST ${path} HTTP/1.1\r\nHost: x\r\n${headers.map((line) => `${line}\r\n`).join("")}\r\n`), Buffer.from(body)]);

const withLength = (body: string | Buffer, ...headers: readonly string[]): Buffer => post([`Content-Length: ${Buffer.byteLength(body)}`, ...headers], body);

const codeOf = (body: string): unknown => JSON.parse(body).code;

describe("the type of a body", () => {
  it.each(["application/json", "Application/JSON", "application/json; charset=utf-8", 'application/json;charset="UTF-8"', "application/json ; charset=utf8", "application/vnd.issue.v1+json", "application/json; profile=x"])(
    "takes %s",
    async (type) => {
      expect((await exchange(server.url, withLength(GOOD, `Content-Type: ${type}`))).status).toBe(201);
    },
  );

  it.each([
    ["Content-Type: text/plain"],
    ["Content-Type: application/jsonp"],
    ["Content-Type: application/x-www-form-urlencoded"],
    ["Content-Type: application/json; charset=utf-16"],
    ["Content-Type: application/json; charset=iso-8859-1"],
    ["Content-Type: "],
    ["X-No: Content-Type"],
    [`${TYPE}\r\nContent-Encoding: gzip`],
    [`${TYPE}\r\nContent-Encoding: identity, br`],
  ])("refuses %j", async (header) => {
    const { status, body } = await exchange(server.url, withLength(GOOD, header));
    expect([status, codeOf(body)]).toEqual([415, "UNSUPPORTED_MEDIA_TYPE"]);
  });

  it("takes Content-Encoding: identity", async () => {
    expect((await exchange(server.url, withLength(GOOD, TYPE, "Content-Encoding: Identity"))).status).toBe(201);
  });
});

describe("a malformed body", () => {
  it.each([
    ["none", post([])],
    ["an empty one", withLength("", TYPE)],
    ["an empty chunked one", post([TYPE, "Transfer-Encoding: chunked"], "0\r\n\r\n")],
    ["bad JSON", withLength('{"title":', TYPE)],
    ["a number out of range", withLength('{"title":"x","n":1e400}', TYPE)],
    ["deep nesting", withLength("[".repeat(101) + "]".repeat(101), TYPE)],
    ["a repeated name", withLength('{"title":"x","title":"y"}', TYPE)],
    ["invalid UTF-8", withLength(Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x7d]), TYPE)],
    ["an overlong encoding", withLength(Buffer.from('{"title":"\xc0\xaf"}', "latin1"), TYPE)],
    ["an encoded surrogate", withLength(Buffer.from('{"title":"\xed\xa0\x80"}', "latin1"), TYPE)],
    ["a cut character", withLength(Buffer.from('"\xe2\x82', "latin1"), TYPE)],
    ["UTF-16", withLength(Buffer.from(GOOD, "utf16le"), TYPE)],
  ])("%s is 400 MALFORMED_BODY", async (_name, request) => {
    const { status, body } = await exchange(server.url, request);
    expect([status, codeOf(body)]).toEqual([400, "MALFORMED_BODY"]);
  });

  it("is named by line, column, pointer and byte", async () => {
    const syntax = JSON.parse((await exchange(server.url, withLength('{\n"title": x}', TYPE))).body);
    expect(syntax).toMatchObject({ detail: 'The body is malformed at line 2, column 10 (/title): Expected a value, found "x".', errors: [{ path: "/title" }] });
    const integer = JSON.parse((await exchange(server.url, withLength('{"title":"x","count":9007199254740993}', TYPE))).body);
    expect(integer.errors).toEqual([{ path: "/count", message: "line 1, column 22: A double can't hold the number 9007199254740993. Send it as text." }]);
    const bytes = JSON.parse((await exchange(server.url, withLength(Buffer.from('{"a":"é\xff"}', "latin1"), TYPE))).body);
    expect(bytes.detail).toBe("The body is not UTF-8: see byte 7.");
  });

  it("may begin with a byte order mark", async () => {
    expect((await exchange(server.url, withLength(`\ufeff${GOOD}`, TYPE))).status).toBe(201);
  });

  it("can't reach a prototype", async () => {
    const { status, body } = await exchange(server.url, withLength('{"title":"x","__proto__":{"description":"inherited"}}', TYPE));
    expect([status, JSON.parse(body).errors[0].path]).toEqual([422, "/__proto__"]);
  });
});

describe("the length of a body", () => {
  const padded = (length: number): string => GOOD + " ".repeat(length - GOOD.length);

  it("may be the limit, and no byte more", async () => {
    expect((await exchange(server.url, withLength(padded(1_000), TYPE))).status).toBe(201);
    const { status, body } = await exchange(server.url, withLength(padded(1_001), TYPE));
    expect([status, codeOf(body)]).toEqual([413, "BODY_TOO_LARGE"]);
  });

  it("is refused by its declaration alone", async () => {
    const client = new RawClient(server.url);
    client.send(post([TYPE, "Content-Length: 999999999999"]));
    expect((await client.answers(1, 1_000))[0]?.status).toBe(413);
    await client.closed;
  });

  it("is not waited for when the request is refused anyway", async () => {
    const client = new RawClient(server.url);
    client.send(post(["Content-Type: text/plain", "Transfer-Encoding: chunked"]));
    expect((await client.answers(1, 1_000))[0]?.status).toBe(415);
    const sending = setInterval(() => client.socket.writable && client.send(`64\r\n${" ".repeat(100)}\r\n`), 20);
    await client.closed;
    clearInterval(sending);
  });

  it("is counted when it isn't declared", async () => {
    const client = new RawClient(server.url);
    client.send(post([TYPE, "Transfer-Encoding: chunked"]));
    for (let sent = 0; sent < 20 && (await client.answers(1, 0)).length === 0; sent++) client.send(`64\r\n${" ".repeat(100)}\r\n`);
    expect((await client.answers(1))[0]?.status).toBe(413);
    await client.closed;
  });

  it("leaves the connection usable when the client sends all of it", async () => {
    const client = new RawClient(server.url);
    client.send(Buffer.concat([withLength(padded(100_000), TYPE), withLength(GOOD, TYPE)]));
    expect((await client.answers(2)).map(({ status }) => status)).toEqual([413, 201]);
    client.destroy();
  });

  it("is a mebibyte unless configured", async () => {
    const { url } = await startIssues();
    expect((await call(`${url}/issues`, "POST", { body: { title: "x", description: "a".repeat(1_048_000) } })).status).toBe(201);
    expect((await call(`${url}/issues`, "POST", { body: { title: "x", description: "a".repeat(1_048_576) } })).status).toBe(413);
  });
});

describe("bodies in pieces", () => {
  it("are put together, characters cut apart included", async () => {
    const text = Buffer.from('{"title":"größer 😀"}');
    const client = new RawClient(server.url);
    client.send(post([TYPE, `Content-Length: ${text.length}`]));
    for (const byte of text) {
      client.send(Buffer.from([byte]));
      await new Promise((resolve) => setTimeout(resolve, 1));
    }
    const [answer] = await client.answers(1);
    client.destroy();
    expect(answer?.status).toBe(201);
    expect((await call(`${server.url}${answer?.headers["location"]}`)).body.data.title).toBe("größer 😀");
  });

  it("that end too early write nothing, and are no error of the server", async () => {
    const before = (await call(`${server.url}/issues/count`)).body.count;
    const client = new RawClient(server.url);
    client.send(post([TYPE, "Content-Length: 100"], GOOD));
    await new Promise((resolve) => setTimeout(resolve, 50));
    client.socket.resetAndDestroy();
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect((await call(`${server.url}/issues/count`)).body.count).toBe(before);
    expect(server.logged).toEqual([]);
  });

  it("may wait for 100 Continue", async () => {
    const client = new RawClient(server.url);
    client.send(post([TYPE, `Content-Length: ${GOOD.length}`, "Expect: 100-continue"]));
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(client.received).toBe("HTTP/1.1 100 Continue\r\n\r\n");
    client.send(GOOD);
    expect((await client.answers(1))[0]?.status).toBe(201);
    client.destroy();
  });
});
