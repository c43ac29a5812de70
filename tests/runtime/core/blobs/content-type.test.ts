import { describe, expect, it } from "vitest";
import { isFileName } from "../../../../runtime/core/blobs/file-name.js";
import { isMediaType } from "../../../../runtime/core/blobs/media-type.js";
import { sniffMediaType } from "../../../../runtime/core/blobs/sniff-media-type.js";
import { toContentType } from "../../../../runtime/core/blobs/to-content-type.js";

describe("what bytes show", () => {
  it.each([
    ["\x89PNG\r\n\x1A\n....", "image/png"],
    ["\xFF\xD8\xFF\xE0", "image/jpeg"],
    ["GIF89a", "image/gif"],
    ["RIFF\x10\0\0\0WEBPVP8 ", "image/webp"],
    ["RIFF\x10\0\0\0WAVEfmt ", "audio/wav"],
    ["\0\0\0\x20ftypavif", "image/avif"],
    ["\0\0\0\x20ftypisom", "video/mp4"],
    ["ID3\x03", "audio/mpeg"],
    ["%PDF-1.7", "application/pdf"],
    ["PK\x03\x04", "application/zip"],
    ["\x1F\x8B\x08", "application/gzip"],
    ["\xEF\xBB\xBF \n<!-- x --><!DOCTYPE HTML>", "text/html"],
    ["<script>alert(1)</script>", "text/html"],
    ['<?xml version="1.0"?><svg xmlns="…">', "image/svg+xml"],
    ["<svg/onload=alert(1)>", undefined],
    ['<?xml version="1.0"?><a/>', "application/xml"],
    ["hello", undefined],
    ["", undefined],
  ])("%j is %s", (text, type) => {
    expect(sniffMediaType(Buffer.from(text, "latin1"))).toBe(type);
  });

  it("is found soon, whatever the bytes", () => {
    expect(sniffMediaType(Buffer.from("<!--".repeat(200_000)))).toBeUndefined();
    expect(sniffMediaType(Buffer.alloc(1_000_000, " "))).toBeUndefined();
  });
});

describe("the media type that is kept", () => {
  it.each([
    [undefined, undefined, "application/octet-stream"],
    [undefined, "image/png", "image/png"],
    ["image/png", "image/png", "image/png"],
    ["Image/PNG", "image/png", "Image/PNG"],
    ["text/plain; charset=utf-8", undefined, "text/plain; charset=utf-8"],
    ["text/plain", "text/html", "text/plain"],
    ["application/vnd.oasis.opendocument.text", "application/zip", "application/vnd.oasis.opendocument.text"],
    ["image/png", "text/html", "text/html"],
    ["image/png", undefined, "application/octet-stream"],
    ["image/png", "image/jpeg", "image/jpeg"],
    ["application/x-www-form-urlencoded", "image/gif", "image/gif"],
    ["application/octet-stream", "image/gif", "application/octet-stream"],
    ["nonsense", "image/gif", "image/gif"],
    ["text/html\r\nX: y", undefined, "application/octet-stream"],
  ])("of %j, shown to be %j, is %j", (declared, sniffed, kept) => {
    expect(toContentType(declared, sniffed)).toBe(kept);
  });

  it.each(["a/b", "a/b;", "a/b; c=d ; e=\"f \\\" g\"", "application/vnd.a+json"])("can be %j", (text) => {
    expect(isMediaType(text)).toBe(true);
  });

  it.each(["", "a", "a/", "/b", "a/b/c", "a /b", "a/b; c", "a/b; c=", "a/b\n", "a/b; c=\"\n\"", "a/ä", `a/${"b".repeat(300)}`])("can't be %j", (text) => {
    expect(isMediaType(text)).toBe(false);
  });
});

describe("the name of a file", () => {
  it.each(["a.png", "Übersicht 😀.pdf", "a\"b'.txt", ".hidden", "x".repeat(255), "😀".repeat(255)])("can be %j", (name) => {
    expect(isFileName(name)).toBe(true);
  });

  it.each(["", ".", "..", "a/b", "a\\b", "a\0", "a\r\nb", "a\u0085", "\uD800", "x".repeat(256)])("can't be %j", (name) => {
    expect(isFileName(name)).toBe(false);
  });
});
