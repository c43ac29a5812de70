import { beforeAll, describe, expect, it } from "vitest";
import type { Answer, World } from "./world.js";

interface Specimen {
  readonly title: string;
  readonly [name: string]: unknown;
}

/** The specimens alone, deleted ones included. */
const AMONG = { resourceId: { startsWith: "paper:find-" } };

const SPECIMENS: readonly Specimen[] = [
  { title: "alpha", status: "open", pages: 1, weight: null, isSigned: true, dueDate: "2026-01-01T00:00:00.000Z", tags: ["x"], place: { street: "s", city: "Bern" } },
  { title: "beta", status: "open", pages: 2, weight: 0.5, dueDate: "2026-02-01T00:00:00.000Z", tags: ["x", "y"], place: { street: "s", city: "Ulm" } },
  { title: "gamma", status: "closed", pages: 3, weight: -1, tags: ["y"] },
  { title: "100%_a", status: "closed", pages: 4, weight: 1e21, tags: [] },
];

/** A condition in each of its forms, and the specimens that meet it. */
const CONDITIONS: readonly [parameters: string, filter: string, where: object, titles: string][] = [
  ["title=alpha", 'title = "alpha"', { title: "alpha" }, "alpha"],
  ["title[ne]=alpha", 'title != "alpha"', { title: { ne: "alpha" } }, "100%_a beta gamma"],
  ["pages[gt]=2", "pages > 2", { pages: { gt: 2 } }, "100%_a gamma"],
  ["pages[ge]=2&pages[lt]=4", "pages >= 2 AND pages < 4", { pages: { ge: 2, lt: 4 } }, "beta gamma"],
  ["pages[le]=1", "pages <= 1", { pages: { le: 1 } }, "alpha"],
  ["title[in]=alpha,gamma,nothing", 'title IN ("alpha", "gamma", "nothing")', { title: { in: ["alpha", "gamma", "nothing"] } }, "alpha gamma"],
  ["status[notIn]=open", 'status NOT IN ("open")', { status: { notIn: ["open"] } }, "100%_a gamma"],
  ["weight[isNull]=true", "weight = null", { weight: null }, "alpha"],
  ["weight[isNull]=false", "weight != null", { weight: { isNull: false } }, "100%_a beta gamma"],
  ["weight[gt]=-2", "weight > -2", { weight: { gt: -2 } }, "100%_a beta gamma"],
  ["title[contains]=m", 'title CONTAINS "m"', { title: { contains: "m" } }, "gamma"],
  ["title[contains]=%25_", 'title CONTAINS "%_"', { title: { contains: "%_" } }, "100%_a"],
  ["title[startsWith]=al", 'title STARTS WITH "al"', { title: { startsWith: "al" } }, "alpha"],
  ["title[endsWith]=a", 'title ENDS WITH "a"', { title: { endsWith: "a" } }, "100%_a alpha beta gamma"],
  ["title[like]=_e%25", 'title LIKE "_e%"', { title: { like: "_e%" } }, "beta"],
  ["tags[has]=y", 'tags HAS "y"', { tags: { has: "y" } }, "beta gamma"],
  ["isSigned=true", "isSigned = true", { isSigned: true }, "alpha"],
  ["dueDate[lt]=2026-01-15", 'dueDate < "2026-01-15"', { dueDate: { lt: "2026-01-15" } }, "alpha"],
  ["dueDate=2026-02-01T01:00:00%2B01:00", 'dueDate = "2026-02-01T01:00:00+01:00"', { dueDate: "2026-02-01T01:00:00+01:00" }, "beta"],
  ["place.city=Ulm", 'place.city = "Ulm"', { "place.city": "Ulm" }, "beta"],
];

/** Searches in all their forms. */
export function search({ send, make, dataOf }: World): void {
  const titlesOf = ({ status, body }: Answer): unknown => (status === 200 ? body.items.map(({ data }: { data: Specimen }) => data.title).toSorted().join(" ") : body);
  const find = async (query: string): Promise<Answer> => send("GET", `/papers?resourceId[startsWith]=paper:find-&${query}`);
  const post = async (body: object): Promise<Answer> => send("POST", "/papers/search", body);

  describe("a search", () => {
    beforeAll(async () => {
      for (const [at, data] of SPECIMENS.entries()) await make("/papers", data, `?id=find-${at}`);
      await send("DELETE", `/papers/${await make("/papers", { title: "gone" }, "?id=find-gone")}`);
    });

    it.each(CONDITIONS)("by %s finds the same as by %s and in JSON", async (parameters, filter, where, titles) => {
      const both = { and: [AMONG, where] };
      const [parameter, text, json] = await Promise.all([find(parameters), send("GET", `/papers?${filterOf(`resourceId STARTS WITH "paper:find-" AND (${filter})`)}`), post({ where: both })]);
      expect([titlesOf(parameter), titlesOf(text), titlesOf(json)]).toEqual([titles, titles, titles]);
      const count = await send("GET", `/papers/count?resourceId[startsWith]=paper:find-&${parameters}`);
      expect(count.body).toEqual({ count: titles.split(" ").length });
      const not = await post({ where: { and: [AMONG, { not: where }] }, count: "exact", limit: 1 });
      expect(not.body.total, "not").toBe(SPECIMENS.length - titles.split(" ").length);
    });

    it("joins conditions in any depth", async () => {
      const filter = '(status = "open" OR weight < 0) AND NOT (place.city = "Bern")';
      expect(titlesOf(await find(filterOf(filter)))).toBe("beta gamma");
      const where = { or: [{ status: "open" }, { weight: { lt: 0 } }], not: { "place.city": "Bern" }, ...AMONG };
      expect(titlesOf(await post({ where }))).toBe("beta gamma");
    });

    it("finds what is deleted when that is asked for", async () => {
      expect(titlesOf(await find("includeDeleted=true"))).toBe("100%_a alpha beta gamma gone");
      expect(titlesOf(await post({ where: AMONG, includeDeleted: true }))).toBe("100%_a alpha beta gamma gone");
    });

    it.each(["title", "-title", "pages", "weight,-title", "-weight", "-updatedTime", "createdTime"])("sorted by %s goes through its pages without gap or repeat", async (sort) => {
      const whole = await find(`sort=${sort}`);
      const titles: string[] = [];
      for (let cursor: string | null = ""; cursor !== null; ) {
        const { body }: Answer = await find(`sort=${sort}&limit=1${cursor && `&cursor=${encodeURIComponent(cursor)}`}`);
        titles.push(...body.items.map(({ data }: { data: Specimen }) => data.title));
        cursor = body.nextCursor;
      }
      expect(titles).toEqual(whole.body.items.map(({ data }: { data: Specimen }) => data.title));
      const orderBy = sort.split(",").map((name) => (name.startsWith("-") ? { [name.slice(1)]: "desc" } : { [name]: "asc" }));
      expect((await post({ where: AMONG, orderBy })).body).toEqual(whole.body);
    });

    it("has totals and offsets", async () => {
      const { body } = await find("sort=pages&offset=1&limit=2&count=exact");
      expect([body.total, body.items.map(({ data }: { data: Specimen }) => data.title)]).toEqual([4, ["beta", "gamma"]]);
      expect((await find("sort=pages&limit=1")).body).not.toHaveProperty("total");
      expect((await find("limit=5000")).body.items).toHaveLength(4);
    });

    it("binds its cursor to the query", async () => {
      const { body } = await find("sort=pages&limit=1");
      const cursor = encodeURIComponent(body.nextCursor);
      for (const query of [`sort=-pages&cursor=${cursor}`, `sort=pages&status=open&cursor=${cursor}`, `sort=pages&offset=1&cursor=${cursor}`]) expect((await find(query)).status, query).toBe(400);
    });

    it("answers with the parts and the fields that are asked for", async () => {
      const [item] = (await find("title=alpha&returns=data&fields=title,place.city,content")).body.items;
      expect(item).toEqual({ data: { title: "alpha", content: null, place: { city: "Bern" } } });
      expect((await post({ where: { title: "alpha", ...AMONG }, returns: ["data"], fields: ["title", "place.city", "content"] })).body.items).toEqual([item]);
      expect(Object.keys((await find("title=alpha&returns=meta,revision")).body.items[0])).toEqual(["revision", "meta"]);
      const id = await make("/papers", { title: "Parts" });
      expect((await send("GET", `/papers/${id}?returns=data&fields=title`)).body).toEqual({ data: { title: "Parts" } });
      expect((await send("GET", `/papers/${id}?returns=meta`)).body).toEqual({ meta: expect.objectContaining({ resourceId: id }) });
    });

    it.each([
      "title[regex]=a", "content=1", "note=n", "stray=1", "pages=one", "pages=1.5", "isSigned=yes", "dueDate=soon", "tags[contains]=a", "limit=0", "limit=-1", "limit=x", "offset=-1",
      "cursor=x", "count=all", "sort=stray", "sort=content", "sort=title,title", "returns=all", "fields=stray", "returns=meta&fields=title", "filter=", "filter=title", "filter=title%20%3D", "filter=(title%20%3D%20%22a%22", "%E0%A4%A=1",
    ])("refuses ?%s", async (query) => {
      expect(await find(query)).toMatchObject({ status: 400, body: { code: "INVALID_QUERY" } });
    });

    it.each<[body: unknown]>([
      [[]], [{ stray: 1 }], [{ where: [] }], [{ where: { stray: 1 } }], [{ where: { pages: "1" } }], [{ where: { pages: { near: 1 } } }], [{ orderBy: { pages: "asc" } }], [{ orderBy: [{ pages: "up" }] }],
      [{ limit: "1" }], [{ limit: 0 }], [{ returns: "data" }], [{ fields: [] }], [{ where: { or: [] , and: {} } }], [{ where: JSON.parse('{"__proto__":{"title":"x"}}') }],
    ])("refuses %j", async (body) => {
      expect(await send("POST", "/papers/search", body)).toMatchObject({ status: 400, body: { code: "INVALID_QUERY" } });
    });

    it("has bounds: of text, depth, terms and values", async () => {
      const beyond = [
        find(filterOf(`title = "${"x".repeat(8200)}"`)),
        find(filterOf(`${"(".repeat(30)}pages = 1${")".repeat(30)}`)),
        find(filterOf(terms(201))),
        find(`pages[in]=${Array.from({ length: 1001 }, (_, n) => n).join(",")}`),
        post({ where: deep(40) }),
        post({ where: { or: Array.from({ length: 201 }, () => ({ pages: 1 })) } }),
        post({ where: { pages: { in: Array.from({ length: 1001 }, (_, n) => n) } } }),
      ];
      for (const answer of await Promise.all(beyond)) expect(answer).toMatchObject({ status: 400, body: { code: "INVALID_QUERY" } });
      const within = [find(filterOf(terms(200))), find(`pages[in]=${Array.from({ length: 1000 }, (_, n) => n).join(",")}`), post({ where: deep(15) })];
      for (const answer of await Promise.all(within)) expect(answer.status, JSON.stringify(answer.body)).toBe(200);
    });
  });

  describe("a bulk write", () => {
    const bulk = async (body: object, query = ""): Promise<Answer> => send("POST", `/papers/bulk${query}`, body);
    const makeThree = async (tag: string): Promise<readonly string[]> => [1, 2, 3].map(String).reduce<Promise<string[]>>(async (ids, title) => [...(await ids), await make("/papers", { title, pages: Number(title), tags: [tag] })], Promise.resolve([]));

    it("updates, deletes and restores all that meet a condition, in one changeset each", async () => {
      const ids = await makeThree("bulk-1");
      const where = { tags: { has: "bulk-1" }, pages: { ge: 2 } };
      const updated = await bulk({ op: "update", where, patch: { status: "closed", note: "n" } }, "?reason=Tidy");
      expect(updated).toMatchObject({ status: 200, body: { count: 2 } });
      expect((await send("GET", `/papers/${ids[1]}`)).body).toMatchObject({ data: { status: "closed", note: "n" }, revision: { reason: "Tidy", changesetId: updated.body.changesetId } });
      expect(await dataOf("/papers", ids[0] ?? "")).toMatchObject({ status: "open" });
      expect(await bulk({ op: "delete", where })).toMatchObject({ status: 200, body: { count: 2 } });
      expect((await send("GET", `/papers/${ids[2]}`)).status).toBe(410);
      const restored = await bulk({ op: "restore", where });
      expect(restored).toMatchObject({ status: 200, body: { count: 2 } });
      expect((await send("GET", `/changesets/${restored.body.changesetId}`)).body.items).toHaveLength(2);
      expect(await send("POST", `/changesets/${updated.body.changesetId}/revert`)).toMatchObject({ status: 409 });
    });

    it("does nothing when there are more than expected, and says how many", async () => {
      const ids = await makeThree("bulk-2");
      const answer = await bulk({ op: "delete", where: { tags: { has: "bulk-2" } }, most: 2 });
      expect(answer).toMatchObject({ status: 409, body: { code: "TOO_MANY_MATCHES" } });
      expect(answer.body.detail).toContain("3");
      for (const id of ids) expect((await send("GET", `/papers/${id}`)).status).toBe(200);
    });

    it("is all or nothing", async () => {
      const ids = await makeThree("bulk-3");
      await make("/papers", { title: "Pin", edition: `${ids[1]}:1` });
      expect(await bulk({ op: "delete", where: { tags: { has: "bulk-3" } } })).toMatchObject({ status: 409, body: { code: "REFERENCED" } });
      expect(await bulk({ op: "update", where: { tags: { has: "bulk-3" } }, patch: { pages: -1 } })).toMatchObject({ status: 422, body: { code: "VALIDATION_FAILED" } });
      expect((await send("GET", "/papers/count?tags[has]=bulk-3&status=open")).body).toEqual({ count: 3 });
    });

    it.each<[body: object]>([
      [{ where: {} }], [{ op: "purge", where: {} }], [{ op: "delete" }], [{ op: "update", where: {} }], [{ op: "delete", where: {}, patch: {} }], [{ op: "delete", where: { stray: 1 } }], [{ op: "delete", where: {}, most: 10_001 }], [{ op: "delete", where: {}, stray: 1 }],
    ])("refuses %j", async (body) => {
      expect(await bulk(body)).toMatchObject({ status: 400, body: { code: "INVALID_QUERY" } });
    });
  });
}

function filterOf(filter: string): string {
  return `filter=${encodeURIComponent(filter)}`;
}

function deep(levels: number): object {
  return levels === 0 ? { pages: 1 } : { not: deep(levels - 1) };
}

function terms(count: number): string {
  return Array.from({ length: count }, () => "pages = 1").join(" OR ");
}
