import type { ByteRange } from "../../stores/blob-store.js";

/** One range of bytes; one of the two numbers may be missing (RFC 9110 section 14.1.2). */
const SINGLE = /^bytes=[ \t]*(\d{0,16})-(\d{0,16})[ \t]*$/i;

/**
 * The part of so many bytes that a Range field asks for. Undefined for the whole: a field that can't be read, names several ranges
 * or another unit is passed over, as RFC 9110 section 14.2 allows.
 */
export function parseRange(field: string | undefined, size: number): ByteRange | "unsatisfiable" | undefined {
  const [, first = "", last = ""] = SINGLE.exec(field ?? "") ?? [];
  if (first === "") return last === "" ? undefined : suffix(Number(last), size);
  if (last !== "" && Number(last) < Number(first)) return undefined;
  if (Number(first) >= size) return "unsatisfiable";
  return { first: Number(first), last: last === "" ? size - 1 : Math.min(Number(last), size - 1) };
}

/** The last bytes; of nothing, that is the whole. */
function suffix(length: number, size: number): ByteRange | "unsatisfiable" | undefined {
  if (length === 0) return "unsatisfiable";
  return size === 0 ? undefined : { first: Math.max(0, size - length), last: size - 1 };
}
