import { describe, expect, it } from "vitest";
import { readAnswer } from "../../bench/load/read-answer.js";

const bytes = (text: string) => Buffer.from(text);

describe("readAnswer", () => {
  it("reads status and size, and leaves what comes after", () => {
    const answer = "HTTP/1.1 201 Created\r\ncontent-length: 4\r\nETag: \"x\"\r\n\r\n{}\r\n";
    expect(readAnswer(bytes(`${answer}HTTP/1.1 200 OK`))).toEqual({ status: 201, size: answer.length });
  });

  it("waits for a head or a body that came in part", () => {
    const answer = "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n0123456789";
    for (let length = 0; length < answer.length; length++) expect(readAnswer(bytes(answer.slice(0, length)))).toBeUndefined();
    expect(readAnswer(bytes(answer))).toEqual({ status: 200, size: answer.length });
  });

  it("knows that a 304 has no body, whatever its Content-Length says", () => {
    const answer = "HTTP/1.1 304 Not Modified\r\nContent-Length: 10\r\n\r\n";
    expect(readAnswer(bytes(answer))).toEqual({ status: 304, size: answer.length });
  });

  it("refuses a body of unknown length", () => {
    expect(() => readAnswer(bytes("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"))).toThrow("No Content-Length");
  });
});
