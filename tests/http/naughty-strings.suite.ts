import { readFileSync } from "node:fs";
import { beforeAll, describe, expect, it } from "vitest";
import { jsonOf, type World } from "./world.js";

const list: readonly string[] = JSON.parse(readFileSync(new URL("../testdata/naughty-strings/blns.json", import.meta.url), "utf8"));
const ours = ["%", "_", "\\", "'", '"', "a,b", "a&b=c", "a+b", "%25", "\u{10FFFF}", "\uFFFF", "__proto__", "[has]", "..", "a/b", "a".repeat(300)];
const strings: readonly string[] = [...new Set([...list, ...ours])];
/** What no database takes into a column of its own: refused where it is searched by, and kept like any other text elsewhere. */
const unsearchable = ["\0", "a\0b", "a".repeat(1025), "ä".repeat(513)];

/** How many requests are under way at once. */
const AT_ONCE = 20;

/** The strings of the Big List of Naughty Strings wherever HTTP has a text. */
export function naughtyStrings(world: World): void {
  const { send } = world;
  const ids = new Map<string, string>();

  describe("any text", () => {
    beforeAll(async () => {
      await inGroups(strings, async (text) => {
        const content = { [text]: [text] };
        ids.set(text, await world.make("/papers", { title: text, content, tags: ["naughty", text], note: text, place: { street: text, city: text } }));
      });
    }, 120_000);

    it("is read as it was written, as a value and as a name", async () => {
      await inGroups(strings, async (text) => {
        const data = await world.dataOf("/papers", ids.get(text) ?? "");
        expect(data).toMatchObject({ title: text, note: text, place: { street: text, city: text } });
        expect(Object.entries(data.content)).toEqual([[text, [text]]]);
        expect(data.tags).toEqual(text === "naughty" ? ["naughty", "naughty"] : ["naughty", text]);
      });
    });

    it("is kept in what is not searched by, and refused where it is, when no database could search it", async () => {
      for (const text of unsearchable) {
        const id = await world.make("/papers", { title: "Kept", content: { [text]: [text] } });
        expect((await world.dataOf("/papers", id)).content).toEqual({ [text]: [text] });
        const refused = await send("POST", "/papers", { title: text, tags: ["x", text], place: { street: "x", city: text } });
        expect([refused.status, refused.body.errors.map(({ path }: { path: string }) => path).toSorted()]).toEqual([422, ["/place/city", "/tags", "/title"]]);
      }
    });

    it("is no value of a search, and no reason, with U+0000 in it", async () => {
      const targets = ["title=%00", "title[in]=x,a%00b", "tags[has]=%00", "title[startsWith]=a%00", "title[like]=%25%00", "createdBy=%00", `filter=${encodeURIComponent('title = "\\u0000"')}`];
      for (const target of targets) expect(await send("GET", `/papers?${target}`), target).toMatchObject({ status: 400, body: { code: "INVALID_QUERY" } });
      const [id] = ids.values();
      const others = [send("GET", `/papers/${id}/revisions?createdBy=a%00`), send("POST", "/papers?reason=%00", { title: "x" }), send("POST", "/papers", { title: "x" }, { "X-Change-Reason": "a%00" })];
      for (const answer of await Promise.all(others)) expect(answer).toMatchObject({ status: 400, body: { code: "INVALID_QUERY" } });
    });

    it.each<[way: string, search: (text: string) => Promise<{ readonly body: { readonly items: readonly Item[] } }>]>([
      ["a parameter", (text) => send("GET", `/papers?title=${encodeURIComponent(text)}&tags[has]=naughty`)],
      ["a list of values", (text) => send("GET", `/papers?title[in]=${encodeURIComponent(text)}&tags[has]=naughty`)],
      ["a filter", (text) => send("GET", `/papers?filter=${encodeURIComponent(`title = ${JSON.stringify(text)} AND tags HAS "naughty"`)}`)],
      ["JSON", (text) => send("POST", "/papers/search", { where: { title: text, tags: { has: "naughty" } } })],
      ["a value of many", (text) => send("POST", "/papers/search", { where: { tags: { has: text }, title: text } })],
      ["a nested field", (text) => send("GET", `/papers?place.city=${encodeURIComponent(text)}&tags[has]=naughty`)],
    ])("is found by %s", async (_way, search) => {
      await inGroups(strings, async (text) => {
        const { body } = await search(text);
        expect(body.items?.map(({ data }) => data.title), `${JSON.stringify(text)}: ${JSON.stringify(body)}`).toEqual([text]);
      });
    });

    it("is no id of anything, and never a failure", async () => {
      await inGroups(strings.filter((text) => isSegment(text) && !isNumber(text)), async (text) => {
        const segment = encodeURIComponent(text);
        const answers = [send("GET", `/papers/${segment}`), send("DELETE", `/papers/paper:${segment}`), send("GET", `/papers/${ids.get(text)}/revisions/${segment}`)];
        for (const { status } of await Promise.all(answers)) expect([400, 404], JSON.stringify(text)).toContain(status);
        const others = [send("GET", `/papers/${ids.get(text)}/blobs/${segment}`), send("GET", `/changesets/${segment}`), send("POST", `/papers/${ids.get(text)}/switch/${segment}`)];
        for (const { status } of await Promise.all(others)) expect([400, 404], JSON.stringify(text)).toContain(status);
      });
    });

    it("is the id of a new resource, or refused", async () => {
      await inGroups(strings, async (text) => {
        const { status, body } = await send("POST", `/papers?id=${encodeURIComponent(text)}`, { title: "Named" });
        const isId = /^[A-Za-z0-9._-]{1,128}$/.test(text);
        expect([status, body.resourceId], JSON.stringify(text)).toEqual(isId ? [201, `paper:${text}`] : [422, undefined]);
      });
    });

    it("is no revision, cursor, field or part, and never a failure", async () => {
      const [id] = ids.values();
      await inGroups(strings, async (text) => {
        const value = encodeURIComponent(text);
        const targets = [`/papers/${id}?revisionId=${value}`, `/papers?limit=1&cursor=${value}`, `/papers/${id}?fields=${value}`, `/papers?returns=${value}`, `/papers?sort=${value}`];
        const more = [`/papers?filter=${value}`, `/papers?limit=1&${value}=1`, `/papers/${id}?asOf=${value}`, `/changes?since=${value}`, `/papers/${id}/diff?from=${value}`];
        const answers = [...targets, ...more].map(async (target) => ({ target, status: (await send("GET", target)).status }));
        for (const { target, status } of await Promise.all(answers)) expect(status, target).toBeLessThan(500);
      });
    });

    it("is a reason, percent-encoded in the header or as a parameter", async () => {
      await inGroups(strings, async (text) => {
        const value = encodeURIComponent(text);
        const header = await send("POST", "/keepers", { name: `h${text}` }, { "X-Change-Reason": value });
        const parameter = await send("POST", `/keepers?reason=${value}`, { name: `p${text}` });
        expect([header.body.reason, parameter.body.reason], JSON.stringify(text)).toEqual([text, text]);
      });
    });

    it("is a key and an id of requests as far as a header can say it", async () => {
      await inGroups(strings.filter(isHeader), async (text) => {
        const headers = { "Idempotency-Key": text, "X-Request-Id": text };
        const sent = async () => send("POST", "/deeds?reason=r", { title: text }, headers);
        const isKey = /^[!-~]{1,255}$/.test(text.trim());
        const first = await sent();
        const second = await sent();
        expect([first.status, second.status], JSON.stringify(text)).toEqual(isKey ? [201, 201] : [400, 400]);
        if (isKey) expect(second.body, JSON.stringify(text)).toEqual(first.body);
        const isRequestId = /^[A-Za-z0-9._:-]{1,128}$/.test(text);
        expect(first.headers.get("x-request-id") === text, JSON.stringify(text)).toBe(isRequestId);
      });
    });

    it("is the name of a file, or refused, and comes back in Content-Disposition", async () => {
      await inGroups(strings, async (text) => {
        const sent = await world.fetch(`/blobs?name=${encodeURIComponent(text)}`, { method: "POST", body: "x", headers: { "Content-Type": "text/plain" } });
        const isName = text !== "." && text !== ".." && [...text].length <= 255 && /^[^\p{Cc}\p{Cs}/\\]+$/u.test(text);
        expect(sent.status, JSON.stringify(text)).toBe(isName ? 201 : 400);
        const binary = await jsonOf(sent);
        if (!isName) return;
        const id = await world.make("/papers", { title: "Scanned", scan: binary });
        const got = await world.fetch(`/papers/${id}/blobs/${binary.fileId}`);
        expect(nameOf(got.headers.get("content-disposition") ?? ""), JSON.stringify(text)).toBe(text);
      });
    });
  });
}

interface Item {
  readonly data: { readonly title: string };
}

/** A client resolves dots, so that they never reach the server. */
function isSegment(text: string): boolean {
  return text !== "" && text !== "." && text !== "..";
}

/** What may be the number of a revision. */
function isNumber(text: string): boolean {
  return /^[1-9]\d*$/.test(text);
}

/** What `fetch` can send as a header. */
function isHeader(text: string): boolean {
  return /^[\t\x20-\x7e\x80-\xff]*$/.test(text);
}

/** The name that a client saves a file under (RFC 6266 section 4.3). */
function nameOf(disposition: string): string | undefined {
  const [, extended] = /filename\*=UTF-8''([^;]*)/.exec(disposition) ?? [];
  return extended === undefined ? /filename="([^"]*)"/.exec(disposition)?.[1] : decodeURIComponent(extended);
}

async function inGroups(all: readonly string[], run: (text: string) => Promise<void>): Promise<void> {
  for (let at = 0; at < all.length; at += AT_ONCE) await Promise.all(all.slice(at, at + AT_ONCE).map(run));
}
