const HEAD_END = "\r\n\r\n";

/**
 * The first HTTP/1.1 answer in the bytes that came so far.
 *
 * @param {Buffer} bytes
 * @returns {{ status: number, size: number } | undefined} size counts the bytes of head and body; undefined while some
 *   are missing
 * @throws {Error} when the answer has a body and no Content-Length: our servers know the length of all they send
 */
export function readAnswer(bytes) {
  const headEnd = bytes.indexOf(HEAD_END);
  if (headEnd === -1) return undefined;
  const head = bytes.toString("latin1", 0, headEnd);
  const status = Number(head.slice(9, 12));
  const size = headEnd + HEAD_END.length + bodyLength(head, status);
  return bytes.length < size ? undefined : { status, size };
}

/** @param {string} head @param {number} status */
function bodyLength(head, status) {
  if (status === 204 || status === 304) return 0;
  const length = /\r\ncontent-length: *(\d+)/i.exec(head)?.[1];
  if (length === undefined) throw new Error(`No Content-Length in: ${head}`);
  return Number(length);
}
