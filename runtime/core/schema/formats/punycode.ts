/** The parameters of RFC 3492 section 5. */
const BASE = 36;
const T_MIN = 1;
const T_MAX = 26;
const SKEW = 38;
const DAMP = 700;
const FIRST_BIAS = 72;
const FIRST_POINT = 0x80;
const LAST_POINT = 0x10ffff;
const DIGITS = "abcdefghijklmnopqrstuvwxyz0123456789";

/** RFC 3492 section 6.2: the code points that a text of ASCII letters stands for; undefined when it stands for none. */
export function decodePunycode(text: string): readonly number[] | undefined {
  const delimiter = text.lastIndexOf("-");
  const points = Array.from(text.slice(0, Math.max(delimiter, 0)).toLowerCase(), toPoint);
  const digits = Array.from(text.slice(delimiter + 1).toLowerCase(), (digit) => DIGITS.indexOf(digit)).values();
  let [point, place, bias] = [FIRST_POINT, 0, FIRST_BIAS];
  for (let first = digits.next(); first.done !== true; first = digits.next()) {
    const before = place;
    for (let [k, weight, digit] = [BASE, 1, first.value]; ; k += BASE) {
      if (digit < 0) return undefined;
      place += digit * weight;
      const threshold = thresholdAt(k, bias);
      if (digit < threshold) break;
      weight *= BASE - threshold;
      digit = digits.next().value ?? -1;
    }
    const count = points.length + 1;
    bias = adapt(place - before, count, before === 0);
    point += Math.floor(place / count);
    place %= count;
    if (!(point <= LAST_POINT)) return undefined;
    points.splice(place++, 0, point);
  }
  return points;
}

/** RFC 3492 section 6.3. */
export function encodePunycode(points: readonly number[]): string {
  const basic = points.filter((point) => point < FIRST_POINT);
  let text = basic.length === 0 ? "" : `${String.fromCodePoint(...basic)}-`;
  let [point, delta, bias, handled] = [FIRST_POINT, 0, FIRST_BIAS, basic.length];
  while (handled < points.length) {
    const next = Math.min(...points.filter((each) => each >= point));
    delta += (next - point) * (handled + 1);
    point = next;
    for (const each of points) {
      if (each < point) delta += 1;
      if (each !== point) continue;
      text += encodeDelta(delta, bias);
      bias = adapt(delta, handled + 1, handled === basic.length);
      delta = 0;
      handled += 1;
    }
    delta += 1;
    point += 1;
  }
  return text;
}

function encodeDelta(delta: number, bias: number): string {
  let text = "";
  let rest = delta;
  for (let k = BASE; ; k += BASE) {
    const threshold = thresholdAt(k, bias);
    if (rest < threshold) return text + DIGITS.charAt(rest);
    text += DIGITS.charAt(threshold + ((rest - threshold) % (BASE - threshold)));
    rest = Math.floor((rest - threshold) / (BASE - threshold));
  }
}

function thresholdAt(k: number, bias: number): number {
  return Math.min(Math.max(k - bias, T_MIN), T_MAX);
}

/** RFC 3492 section 6.1. */
function adapt(delta: number, count: number, isFirst: boolean): number {
  let rest = Math.floor(delta / (isFirst ? DAMP : 2));
  rest += Math.floor(rest / count);
  let k = 0;
  for (; rest > ((BASE - T_MIN) * T_MAX) / 2; k += BASE) rest = Math.floor(rest / (BASE - T_MIN));
  return k + Math.floor(((BASE - T_MIN + 1) * rest) / (rest + SKEW));
}

function toPoint(letter: string): number {
  return letter.codePointAt(0) ?? 0;
}
