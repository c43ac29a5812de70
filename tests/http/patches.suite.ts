import { readFileSync } from "node:fs";
import { beforeAll, describe, expect, it } from "vitest";
import { jsonOf, type World } from "./world.js";

interface JsonPatchCase {
  readonly comment?: string;
  readonly doc: unknown;
  /** Missing where the document of the case is no JSON. */
  readonly patch?: readonly object[];
  readonly expected?: unknown;
  readonly error?: string;
}

interface MergePatchCase {
  readonly original: unknown;
  readonly patch: unknown;
  readonly result: unknown;
}

/** Cases whose text has a member twice: where a body is read, that is refused, and here it would be parsed away. */
const REPEATS_A_MEMBER: ReadonlySet<string | undefined> = new Set(["duplicate ops", "A.13 Invalid JSON Patch Document"]);
const REFUSED: readonly unknown[] = ["PATCH_INVALID", "PATCH_TEST_FAILED"];

function readCases<Case>(path: string): readonly Case[] {
  return JSON.parse(readFileSync(new URL(`../testdata/${path}`, import.meta.url), "utf8"));
}

/** Patches of a field that takes any JSON, by the published cases of both kinds. */
export function patches({ fetch, send, make, dataOf }: World): void {
  describe.each(["tests.json", "spec_tests.json"])("JSON Patch: %s of json-patch-tests", (file) => {
    const cases = readCases<JsonPatchCase>(`json-patch/${file}`).flatMap(({ patch, ...rest }) => (patch === undefined ? [] : [{ ...rest, patch }]));
    const runnable = cases.filter(({ comment }) => !REPEATS_A_MEMBER.has(comment));

    it.each(runnable)("$comment $patch", async ({ doc, patch, error, ...rest }) => {
      const id = await make("/papers", { title: "A case", content: doc });
      const answer = await send("PATCH", `/papers/${id}`, patch.map(below));
      const expected = "expected" in rest && error === undefined ? rest.expected : doc;
      if (error === undefined) expect(answer, JSON.stringify(answer.body)).toMatchObject({ status: 200 });
      else expect(REFUSED, JSON.stringify(answer.body)).toContain(answer.body.code);
      expect((await dataOf("/papers", id)).content).toEqual(expected);
    });
  });

  describe("merge patch", () => {
    it.each(readCases<MergePatchCase>("merge-patch/rfc7396.json"))("RFC 7396: $original with $patch", async ({ original, patch, result }) => {
      const id = await make("/papers", { title: "A case", content: { inside: original } });
      expect(await send("PATCH", `/papers/${id}`, { content: { inside: patch } })).toMatchObject({ status: 200 });
      // Null takes a member away.
      expect((await dataOf("/papers", id)).content).toEqual(result === null ? {} : { inside: result });
    });

    it("takes null for a field that may be null, and takes away what may be absent", async () => {
      const id = await make("/papers", { title: "A case", note: "n", dueDate: "2026-01-31T09:30:00.000Z", place: { street: "s", city: "c" } });
      await send("PATCH", `/papers/${id}`, { note: null, dueDate: null, place: { city: "d" } });
      const data = await dataOf("/papers", id);
      expect(data).toMatchObject({ dueDate: null, place: { street: "s", city: "d" } });
      expect(data).not.toHaveProperty("note");
    });
  });

  describe("a patch", () => {
    let id: string;
    beforeAll(async () => {
      id = await make("/papers", { title: "Small", content: { a: "0123456789" } });
    });

    it("that copies itself forty times is refused, and nothing is changed", async () => {
      const before = await send("GET", `/papers/${id}`);
      const copies = Array.from({ length: 40 }, (_, n) => ({ op: "copy", from: "/content", path: `/content/${n}` }));
      expect(await send("PATCH", `/papers/${id}`, copies)).toMatchObject({ status: 422, body: { code: "PATCH_INVALID" } });
      expect((await send("GET", `/papers/${id}`)).body).toEqual(before.body);
    });

    it("whose result does not fit the model is refused by where it does not", async () => {
      const answer = await send("PATCH", `/papers/${id}`, [{ op: "replace", path: "/pages", value: -1 }]);
      expect(answer).toMatchObject({ status: 422, body: { code: "VALIDATION_FAILED", errors: [{ path: "/pages" }] } });
      expect(await send("PATCH", `/papers/${id}`, { stray: 1 })).toMatchObject({ status: 422, body: { errors: [{ path: "/stray" }] } });
    });

    it("that changes nothing makes no revision", async () => {
      const before = await send("GET", `/papers/${id}`);
      const answer = await send("PATCH", `/papers/${id}`, { title: "Small" });
      expect(answer).toMatchObject({ status: 200, body: before.body.revision });
      expect(answer.headers.get("etag")).toBe(before.headers.get("etag"));
    });

    it.each([
      ["application/json", '{"title":"x"}', 415, "UNSUPPORTED_MEDIA_TYPE"],
      ["text/plain", "[]", 415, "UNSUPPORTED_MEDIA_TYPE"],
      ["application/json-patch+json", '[{"op":"add","op":"remove","path":"/title"}]', 400, "MALFORMED_BODY"],
      ["application/json-patch+json", '{"title":"x"}', 422, "PATCH_INVALID"],
      ["application/merge-patch+json", "[]", 422, "VALIDATION_FAILED"],
      ["application/merge-patch+json", '{"title":', 400, "MALFORMED_BODY"],
    ])("declared as %s, %s is %i", async (type, text, status, code) => {
      const response = await fetch(`/papers/${id}`, { method: "PATCH", body: text, headers: { "Content-Type": type } });
      expect([response.status, await jsonOf(response)]).toMatchObject([status, { code }]);
    });
  });
}

/** An operation on a document as one on the same document below the field. */
function below(operation: object): object {
  const moved = Object.entries(operation).map(([name, value]) => [name, isPointer(name, value) ? `/content${value}` : value] as const);
  return Object.fromEntries(moved);
}

/** What is no pointer must stay as wrong as it is. */
function isPointer(name: string, value: unknown): value is string {
  return (name === "path" || name === "from") && typeof value === "string" && (value === "" || value.startsWith("/"));
}
