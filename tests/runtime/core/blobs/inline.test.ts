import { hash } from "node:crypto";
import { binary, discriminated, lazy, list, memoryStorage, nullable, object, oneOf, optional, record, text, tuple, union } from "@specstar/runtime";
import { describe, expect, it } from "vitest";
import { findBlobs } from "../../../../runtime/core/blobs/find-blobs.js";
import { keepBlobs, withoutKeeping } from "../../../../runtime/core/blobs/keep-blobs.js";
import { replaceInlineBlobs } from "../../../../runtime/core/blobs/replace-inline-blobs.js";

const schema = object({
  title: text(),
  logo: optional(nullable(binary())),
  files: optional(list(binary())),
  byName: optional(record(binary())),
  pair: optional(tuple([text(), binary()])),
  either: optional(union(binary(), object({ data: text(), kind: oneOf("text") }), text())),
  part: optional(discriminated("kind", object({ kind: oneOf("file"), file: binary() }), object({ kind: oneOf("none") }))),
  tree: optional(lazy(() => treeSchema)),
});
const treeSchema = object({ file: optional(binary()), next: optional(lazy(() => treeSchema)) });
const spec = { name: "sheet", schema };

const PNG = Buffer.from("\x89PNG\r\n\x1A\n", "latin1");
const inline = (bytes: Buffer | string) => ({ data: Buffer.from(bytes).toString("base64") });
const known = (bytes: Buffer | string, contentType = "application/octet-stream") => ({
  fileId: hash("sha256", bytes),
  size: Buffer.from(bytes).length,
  contentType,
});

const thrown = async (call: () => unknown): Promise<unknown> => {
  try {
    await call();
    return undefined;
  } catch (error) {
    return error;
  }
};

describe("bytes in an input", () => {
  it("are replaced by what is known of them, wherever a Binary can be", () => {
    const input = {
      title: "t",
      logo: { ...inline(PNG), name: "a.png" },
      files: [inline("a"), known("b")],
      byName: JSON.parse(`{"__proto__": ${JSON.stringify(inline("c"))}}`),
      pair: ["x", inline("d")],
      either: inline("e"),
      part: { kind: "file", file: { ...inline("f"), contentType: "text/plain" } },
      tree: { next: { next: { file: inline("g") } } },
    };
    const { input: replaced, bytes } = replaceInlineBlobs(spec, input);
    expect(replaced).toEqual({
      title: "t",
      logo: { ...known(PNG, "image/png"), name: "a.png" },
      files: [known("a"), known("b")],
      byName: JSON.parse(`{"__proto__": ${JSON.stringify(known("c"))}}`),
      pair: ["x", known("d")],
      either: known("e"),
      part: { kind: "file", file: known("f", "text/plain") },
      tree: { next: { next: { file: known("g") } } },
    });
    expect([...bytes.values()].map(String)).toEqual([String(PNG), "a", "c", "d", "e", "f", "g"]);
    expect(schema.safeParse(replaced).success).toBe(true);
    expect(findBlobs(schema, replaced).map(({ path }) => path.join("."))).toEqual(
      ["logo", "files.0", "files.1", "byName.__proto__", "pair.1", "either", "part.file", "tree.next.next.file"],
    );
  });

  it("leave an input without any as it is, whatever it is", () => {
    const cyclic: { next?: unknown } = {};
    cyclic.next = cyclic;
    const inputs = [null, 3, "x", [], {}, { logo: null }, { logo: known("a") }, { files: "no list" }, { either: { data: "x", kind: "text" } }, { tree: cyclic }];
    for (const input of inputs) expect(replaceInlineBlobs(spec, input).input).toBe(input);
  });

  it.each([
    [{ logo: { data: "not base64" } }, "/logo/data", "Expected bytes in Base64 (RFC 4648 section 4), padded and on one line, got \"not base64\"."],
    [{ logo: { data: "YQ" } }, "/logo/data", expect.stringContaining("Base64")],
    [{ logo: { data: "YR==" } }, "/logo/data", expect.stringContaining("Base64")],
    [{ logo: { data: 3 } }, "/logo/data", "Expected text, got 3."],
    [{ files: [{ data: "", contentType: "x" }] }, "/files/0/contentType", 'Expected a media type, such as "image/png", got "x".'],
    [{ byName: { "a/b": { data: "", name: "../x" } } }, "/byName/a~1b/name", expect.stringContaining("name of a file")],
    [{ logo: { data: "", size: 3 } }, "/logo", expect.any(String)],
  ])("are refused where %j is wrong", async (input, path, message) => {
    expect(await thrown(() => replaceInlineBlobs(spec, input))).toMatchObject({ code: "VALIDATION_FAILED", problems: [{ path, message }] });
  });
});

describe("keeping the blobs of data", () => {
  it("stores what came along, claims the rest, and names each once", async () => {
    const { blobs } = memoryStorage();
    const before = await blobs.put((async function* () { yield Buffer.from("b"); })());
    const { input, bytes } = replaceInlineBlobs(spec, { title: "", logo: inline("a"), files: [known("b"), known("a"), inline("a")] });
    await new Promise((resolve) => setTimeout(resolve, 3));
    expect(await keepBlobs(spec, input, bytes, blobs)).toEqual([known("a").fileId, known("b").fileId]);
    expect((await blobs.stat(known("a").fileId))?.size).toBe(1);
    expect((await blobs.stat(before.fileId))?.usedAt.getTime()).toBeGreaterThan(before.usedAt.getTime());
  });

  it("refuses a blob that isn't there, or has another size", async () => {
    const { blobs } = memoryStorage();
    await blobs.put((async function* () { yield Buffer.from("b"); })());
    const data = { title: "", logo: known("never"), files: [known("b"), { ...known("b"), size: 2 }] };
    expect(await thrown(() => keepBlobs(spec, data, new Map(), blobs))).toMatchObject({
      code: "VALIDATION_FAILED",
      problems: [
        { path: "/logo/fileId", message: expect.stringContaining("no such blob") },
        { path: "/files/1/size", message: "The blob has 1 bytes, not 2." },
      ],
    });
  });

  it("leaves no trace in a dry run, and refuses the same", async () => {
    const { blobs } = memoryStorage();
    const { input, bytes } = replaceInlineBlobs(spec, { title: "", logo: inline("a") });
    expect(await keepBlobs(spec, input, bytes, withoutKeeping(blobs))).toHaveLength(1);
    expect(await blobs.stat(known("a").fileId)).toBeUndefined();
    expect(await thrown(() => keepBlobs(spec, input, new Map(), withoutKeeping(blobs)))).toMatchObject({ code: "VALIDATION_FAILED" });
  });
});
