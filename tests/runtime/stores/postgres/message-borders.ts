/**
 * Where messages of PostgreSQL's protocol end, and the middle of each, in bytes from the start: a letter, then a length of four bytes
 * that counts itself (https://www.postgresql.org/docs/current/protocol-message-formats.html).
 */
export function messageBorders(bytes: Buffer): number[] {
  const places = [0];
  for (let at = 0; at + 5 <= bytes.length; ) {
    const end = at + 1 + bytes.readInt32BE(at + 1);
    places.push(Math.floor((at + end) / 2), end);
    at = end;
  }
  return places;
}
