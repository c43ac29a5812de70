/** Fifteen digits always fit (IEEE 754, binary64). */
const SHORT = /^-?[\d.]{1,15}$/;

/**
 * Whether a double holds the number that a JSON literal denotes. Fractions are rounded as everywhere; but a number beyond the range,
 * one so small that it would become zero, and one above 2^53 that is neither a double nor how a double is printed, are not held.
 */
export function isHeldExactly(literal: string): boolean {
  if (SHORT.test(literal)) return true;
  const value = Number(literal);
  if (value === 0) return !/[1-9]/.test(mantissaOf(literal));
  if (!Number.isFinite(value)) return false;
  if (Math.abs(value) <= Number.MAX_SAFE_INTEGER) return true;
  const digits = toDigits(literal);
  return digits === toDigits(String(value)) || digits === toDigits(BigInt(value).toString());
}

function mantissaOf(literal: string): string {
  return literal.split(/e/i, 1)[0] ?? "";
}

/** One text per number, however it is written: its digits from the first to the last that is not 0, and the power of ten. */
function toDigits(literal: string): string {
  const [mantissa = "", exponent = "0"] = literal.replace("-", "").split(/e/i);
  const [whole = "", fraction = ""] = mantissa.split(".");
  const digits = (whole + fraction).replace(/^0+/, "");
  const significant = digits.slice(0, endOfDigits(digits));
  return `${significant}e${Number(exponent) - fraction.length + digits.length - significant.length}`;
}

/** After the last digit that is not 0. A loop, because `/0+$/` would take quadratic time on hostile digits. */
function endOfDigits(digits: string): number {
  let end = digits.length;
  while (digits[end - 1] === "0") end -= 1;
  return end;
}
