import { describe, expect, it } from "vitest";
import type { Answer, World } from "./world.js";

/** References by each rule, from what may be written to what a deletion does to others. */
export function references({ send, make, dataOf }: World): void {
  let names = 0;
  const makeKeeper = async (): Promise<string> => make("/keepers", { name: `Keeper ${names++}` });
  const makePaper = async (data: object = {}): Promise<string> => make("/papers", { title: "A paper", ...data });
  const makeFolder = async (data: object = {}): Promise<string> => make("/folders", { label: "A folder", ...data });
  const remove = async (path: string, id: string): Promise<Answer> => send("DELETE", `${path}/${id}`);
  const statusOf = async (path: string, id: string): Promise<number> => (await send("GET", `${path}/${id}`)).status;

  describe("a reference", () => {
    it.each(["folder", "keeper", "reader"])("by %s must be to what is there", async (field) => {
      const model = field === "folder" ? "folder" : "keeper";
      const missing = await send("POST", "/papers", { title: "Lost", [field]: `${model}:nowhere` });
      expect(missing).toMatchObject({ status: 422, body: { code: "REFERENCE_NOT_FOUND", errors: [{ path: `/${field}` }] } });
      const gone = model === "folder" ? await makeFolder() : await makeKeeper();
      await remove(`/${model}s`, gone);
      const id = await makePaper();
      for (const query of ["", "?validateOnly=true"]) {
        const toDeleted = await send("PATCH", `/papers/${id}${query}`, { [field]: gone });
        expect(toDeleted, query).toMatchObject({ status: 422, body: { code: "REFERENCE_NOT_FOUND", errors: [{ path: `/${field}` }] } });
      }
      expect(await dataOf("/papers", id)).toMatchObject({ [field]: null });
    });

    it("must be to its own model", async () => {
      const folder = await makeFolder();
      expect(await send("POST", "/papers", { title: "Lost", keeper: folder })).toMatchObject({ status: 422, body: { errors: [{ path: "/keeper" }] } });
    });

    it("that dangles may be to anything of its model", async () => {
      const id = await makePaper({ source: "paper:nowhere" });
      expect(await dataOf("/papers", id)).toMatchObject({ source: "paper:nowhere" });
    });

    it("to a revision must be to one that is there", async () => {
      const id = await makePaper();
      expect(await send("POST", "/papers", { title: "Lost", edition: `${id}:2` })).toMatchObject({ status: 422, body: { code: "REFERENCE_NOT_FOUND" } });
      await makePaper({ edition: `${id}:1` });
    });

    it("may be to the resource itself", async () => {
      const { status } = await send("POST", "/folders?id=itself", { label: "Itself", inside: "folder:itself" });
      expect(status).toBe(201);
      expect(await remove("/folders", "folder:itself")).toMatchObject({ status: 200 });
      expect(await statusOf("/folders", "folder:itself")).toBe(410);
    });
  });

  describe("deleting what is referred to", () => {
    it("is refused by restrict, until nothing refers to it any more", async () => {
      const keeper = await makeKeeper();
      const paper = await makePaper({ keeper });
      for (const query of ["", "?validateOnly=true"]) {
        expect(await send("DELETE", `/keepers/${keeper}${query}`)).toMatchObject({ status: 409, body: { code: "REFERENCED" } });
      }
      expect(await send("POST", `/keepers/${keeper}/purge`)).toMatchObject({ status: 409, body: { code: "REFERENCED" } });
      await send("PATCH", `/papers/${paper}`, { keeper: null });
      expect(await remove("/keepers", keeper)).toMatchObject({ status: 200 });
    });

    it("is possible once what refers to it is deleted, which then can't come back alone", async () => {
      const keeper = await makeKeeper();
      const paper = await makePaper({ keeper });
      await remove("/papers", paper);
      expect(await remove("/keepers", keeper)).toMatchObject({ status: 200 });
      expect(await send("POST", `/papers/${paper}/restore`)).toMatchObject({ status: 422, body: { code: "REFERENCE_NOT_FOUND" } });
      await send("POST", `/keepers/${keeper}/restore`);
      expect(await send("POST", `/papers/${paper}/restore`)).toMatchObject({ status: 200 });
    });

    it("is refused by what pins one of its revisions", async () => {
      const first = await makePaper();
      const second = await makePaper({ edition: `${first}:1` });
      expect(await remove("/papers", first)).toMatchObject({ status: 409, body: { code: "REFERENCED" } });
      await send("PATCH", `/papers/${second}`, { edition: null });
      expect(await remove("/papers", first)).toMatchObject({ status: 200 });
    });

    it("empties a field by setNull, as a revision of its own in the same changeset", async () => {
      const keeper = await makeKeeper();
      const paper = await makePaper({ reader: keeper });
      const folder = await makeFolder({ keeper });
      const { body: deletion } = await send("DELETE", `/keepers/${keeper}`, undefined, { "X-Change-Reason": "Retired" });
      expect(deletion.changesetId).toEqual(expect.any(String));
      for (const [path, id, field] of [["/papers", paper, "reader"], ["/folders", folder, "keeper"]] as const) {
        const { body } = await send("GET", `${path}/${id}`);
        expect(body.data[field]).toBeNull();
        expect(body.revision).toMatchObject({ op: "update", changesetId: deletion.changesetId, reason: "Retired", revisionId: `${id}:2` });
      }
    });

    it("leaves what dangles", async () => {
      const source = await makePaper();
      const paper = await makePaper({ source });
      await remove("/papers", source);
      expect((await send("GET", `/papers/${paper}`)).body).toMatchObject({ data: { source }, meta: { totalRevisionCount: 1 } });
    });
  });

  describe("writers that race", () => {
    it("never leave a reference to what is deleted", async () => {
      for (let round = 0; round < 5; round++) {
        const keeper = await makeKeeper();
        const [deletion, held, read] = await Promise.all([
          remove("/keepers", keeper),
          send("POST", "/papers", { title: "Held", keeper }),
          send("POST", "/papers", { title: "Read", reader: keeper }),
        ]);
        expect([deletion.status, held.status]).toEqual(deletion.status === 200 ? [200, 422] : [409, 201]);
        if (deletion.status === 200 && read.status === 201) expect(await dataOf("/papers", read.body.resourceId)).toMatchObject({ reader: null });
      }
    });

    it("find a purged resource gone", async () => {
      const paper = await makePaper();
      const answers = await Promise.all([1, 2, 3].flatMap((pages) => [send("POST", `/papers/${paper}/purge`), send("PATCH", `/papers/${paper}`, { pages })]));
      for (const { status } of answers) expect([200, 204, 404]).toContain(status);
      expect(answers.filter(({ status }) => status === 204)).toHaveLength(1);
      expect(await statusOf("/papers", paper)).toBe(404);
    });
  });

  describe("deleting by cascade", () => {
    async function makeTree() {
      const outer = await makeFolder();
      const inner = await makeFolder({ inside: outer });
      return { outer, inner, papers: [await makePaper({ folder: outer }), await makePaper({ folder: inner })] };
    }

    it("takes all along that lies below, and reverting the changeset brings all of it back", async () => {
      const { outer, inner, papers } = await makeTree();
      const { body: deletion } = await remove("/folders", outer);
      const { body: changeset } = await send("GET", `/changesets/${deletion.changesetId}`);
      const deleted = changeset.items.map(({ resourceId, op }: { resourceId: string; op: string }) => `${op} ${resourceId}`);
      expect(deleted.toSorted()).toEqual([outer, inner, ...papers].map((id) => `delete ${id}`).toSorted());
      expect(await statusOf("/papers", papers[1] ?? "")).toBe(410);

      const reverted = await send("POST", `/changesets/${deletion.changesetId}/revert`);
      expect(reverted, JSON.stringify(reverted.body)).toMatchObject({ status: 200 });
      expect(reverted.body.results).toHaveLength(4);
      for (const id of papers) expect(await dataOf("/papers", id)).toMatchObject({ folder: expect.stringMatching(/^folder:/) });
      expect(await statusOf("/folders", inner)).toBe(200);
    });

    it("does nothing when restrict holds one of them from outside", async () => {
      const { outer, inner, papers } = await makeTree();
      const outside = await makePaper({ edition: `${papers[1]}:1` });
      expect(await remove("/folders", outer)).toMatchObject({ status: 409, body: { code: "REFERENCED" } });
      for (const id of papers) expect(await statusOf("/papers", id)).toBe(200);
      expect(await statusOf("/folders", inner)).toBe(200);
      await send("PATCH", `/papers/${outside}`, { folder: outer });
      expect(await remove("/folders", outer)).toMatchObject({ status: 200 });
      expect(await statusOf("/papers", outside)).toBe(410);
    });

    it("brings back the one that is restored, and nothing below it", async () => {
      const { outer, inner, papers } = await makeTree();
      await remove("/folders", outer);
      expect(await send("POST", `/folders/${inner}/restore`)).toMatchObject({ status: 422, body: { code: "REFERENCE_NOT_FOUND" } });
      expect(await send("POST", `/folders/${outer}/restore`)).toMatchObject({ status: 200 });
      expect([await statusOf("/folders", inner), await statusOf("/papers", papers[0] ?? "")]).toEqual([410, 410]);
    });
  });

  describe("purging by cascade", () => {
    it("deletes what refers to it, and purges only what was named", async () => {
      const folder = await makeFolder();
      const paper = await makePaper({ folder });
      expect((await send("POST", `/folders/${folder}/purge`)).status).toBe(204);
      expect([await statusOf("/folders", folder), await statusOf("/papers", paper)]).toEqual([404, 410]);
    });
  });

  describe("referrers", () => {
    it("are listed with the field and the rule, in pages", async () => {
      const keeper = await makeKeeper();
      const folder = await makeFolder({ keeper });
      const paper = await makePaper({ keeper, reader: keeper });
      const { body } = await send("GET", `/keepers/${keeper}/referrers`);
      expect(body.items).toHaveLength(3);
      expect(body.items).toEqual(
        expect.arrayContaining([
          { resourceId: folder, path: "keeper", onDelete: "setNull", n: null },
          { resourceId: paper, path: "keeper", onDelete: "restrict", n: null },
          { resourceId: paper, path: "reader", onDelete: "setNull", n: null },
        ]),
      );
      const pages: unknown[] = [];
      for (let cursor: string | null = ""; cursor !== null; ) {
        const page: Answer = await send("GET", `/keepers/${keeper}/referrers?limit=1${cursor && `&cursor=${encodeURIComponent(cursor)}`}`);
        pages.push(...page.body.items);
        cursor = page.body.nextCursor;
      }
      expect(pages).toEqual(body.items);
    });

    it("of a pinned revision have its number, and leave with what refers", async () => {
      const first = await makePaper();
      const second = await makePaper({ edition: `${first}:1` });
      expect((await send("GET", `/papers/${first}/referrers`)).body.items).toEqual([{ resourceId: second, path: "edition", onDelete: "restrict", n: 1 }]);
      await remove("/papers", second);
      expect((await send("GET", `/papers/${first}/referrers`)).body.items).toEqual([]);
    });
  });
}
