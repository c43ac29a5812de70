import { compare, match } from "./conditions.js";
import type { Condition } from "./query.js";

/*
 * The patterns of `like`: `%` stands for any text, `_` for one character, and `\` before one of the three takes it as it is. A
 * character is a Unicode code point, and case matters.
 */

/** In code points. Matching takes at most as many steps per character of the text. */
const LONGEST_PATTERN = 256;
const SOUND = /^(?:[^\\]|\\[%_\\])*$/u;

const ONE: unique symbol = Symbol("one");
const MANY: unique symbol = Symbol("many");

/** One character, any one of them, or any text. */
type Step = string | typeof ONE | typeof MANY;

/** What is wrong with a pattern; undefined when nothing is. */
export function likeProblem(pattern: string): string | undefined {
  if (pattern.length > 2 * LONGEST_PATTERN || Array.from(pattern).length > LONGEST_PATTERN) return `A pattern has at most ${LONGEST_PATTERN} characters.`;
  return SOUND.test(pattern) ? undefined : "In a pattern a \\ stands before %, _ or \\: it takes them as they are.";
}

/** Prepares a sound pattern. */
export function compileLike(pattern: string): (text: string) => boolean {
  const steps = parseLike(pattern);
  return (text) => matchesSteps(steps, Array.from(text));
}

/** What all texts that a pattern matches start with. */
export function likePrefix(pattern: string): string {
  const steps = parseLike(pattern);
  const end = steps.findIndex(isWildcard);
  return (end === -1 ? steps : steps.slice(0, end)).join("");
}

/** The condition that a field is like a pattern, as the simplest one that says so: a `%` at the ends alone needs no matching. */
export function like(field: string, pattern: string): Condition {
  const steps = parseLike(pattern);
  const [fromStart, toEnd] = [steps[0] !== MANY, steps.at(-1) !== MANY];
  const inner = steps.slice(fromStart ? 0 : 1, toEnd ? undefined : -1);
  if (inner.some(isWildcard)) return match(field, "like", pattern);
  const text = inner.join("");
  if (fromStart) return toEnd ? compare(field, "eq", text) : match(field, "startsWith", text);
  return match(field, toEnd ? "endsWith" : "contains", text);
}

function parseLike(pattern: string): readonly Step[] {
  const steps: Step[] = [];
  const characters = Array.from(pattern).values();
  for (const character of characters) {
    if (character === "\\") steps.push(characters.next().value ?? character);
    else if (character === "_") steps.push(ONE);
    else if (character !== "%") steps.push(character);
    else if (steps.at(-1) !== MANY) steps.push(MANY);
  }
  return steps;
}

function isWildcard(step: Step): boolean {
  return typeof step === "symbol";
}

/** Gives every `%` as little as it needs, and goes back to the last one only: what comes before it never has to change. */
function matchesSteps(steps: readonly Step[], text: readonly string[]): boolean {
  let [step, at, afterMany, resume] = [0, 0, 0, 0];
  while (at < text.length) {
    if (steps[step] === MANY) [afterMany, resume] = [++step, at];
    else if (steps[step] === ONE || steps[step] === text[at]) [step, at] = [step + 1, at + 1];
    else if (afterMany > 0) [step, at] = [afterMany, ++resume];
    else return false;
  }
  return steps[step] === MANY ? step + 1 === steps.length : step === steps.length;
}
