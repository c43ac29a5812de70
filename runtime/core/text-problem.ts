/** With the u flag, a pair is one character of another category. */
const HALF_PAIR = /\p{Surrogate}/u;

/** In bytes of UTF-8. PostgreSQL refuses entries of an index from about 2,700 bytes on, and several columns share one. */
export const LONGEST_INDEXED_TEXT = 1024;

/** UTF-8 takes three bytes at most for a UTF-16 unit: four are for two. */
const CERTAINLY_SHORT = Math.floor(LONGEST_INDEXED_TEXT / 3);

/** Why no database could keep a text in a column of its own; undefined when each can. */
export function textProblem(text: string): string | undefined {
  if (HALF_PAIR.test(text)) return "Holds half a surrogate pair, which is no character.";
  // https://www.postgresql.org/docs/current/datatype-character.html
  return text.includes("\0") ? "Holds the character U+0000, which databases do not take." : undefined;
}

/** Why a text could not be searched by in every database; undefined when it can. */
export function indexedTextProblem(text: string): string | undefined {
  const isShort = text.length <= CERTAINLY_SHORT || Buffer.byteLength(text) <= LONGEST_INDEXED_TEXT;
  return textProblem(text) ?? (isShort ? undefined : `Is longer than ${LONGEST_INDEXED_TEXT} bytes of UTF-8.`);
}
