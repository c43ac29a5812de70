import { z } from "zod";
import { isRecord } from "../is-record.js";
import { choicesAt } from "../schema-shape.js";
import { ownType, Reading, type Outcome, type RawIssue } from "./own-type.js";

type Schema = z.core.$ZodType;

/** What a member made of an input. */
interface Attempt {
  readonly member: Schema;
  readonly outcome: Outcome;
}

/**
 * A value of one of the types. A value that fits none is told what it lacks to be of the type that it comes closest to.
 */
export function union(...members: readonly z.ZodType[]): z.ZodType {
  // By input: a type that holds itself would be tried for its parts twice as often with every level.
  const known = new WeakMap<object, Attempt & Pick<Reading, "context">>();
  const find = (input: unknown, reading: Reading): Attempt | undefined => {
    const before = isRecord(input) ? known.get(input) : undefined;
    if (before?.context === reading.context) return before;
    const found = findMember(members, input, reading);
    if (isRecord(input) && found !== undefined) known.set(input, { ...found, context: reading.context });
    return found;
  };
  const memberOf = (value: unknown): Schema | undefined => (isRecord(value) ? known.get(value)?.member : undefined) ?? find(value, new Reading([], {}))?.member;
  const shape = { kind: "union", members, memberOf } as const;
  return ownType(shape, (input, reading) => {
    const found = find(input, reading);
    if (found !== undefined) return reading.take({ value: found.outcome.value, issues: found.outcome.issues.map(copyIssue) });
    reading.report({ code: "invalid_union", errors: members.map((member) => rootIssues(member, input)), input });
    return input;
  });
}

/**
 * An object whose field `name` says which of the members it is of.
 *
 * @param members objects, each with literals of its own in that field.
 */
export function discriminated(name: string, ...members: readonly z.ZodType[]): z.ZodType {
  let byChoice: ReadonlyMap<unknown, Schema> | undefined;
  const choices = (): ReadonlyMap<unknown, Schema> =>
    (byChoice ??= new Map(members.flatMap((member) => choicesAt(member, name).map((choice) => [choice, member] as const))));
  const memberOf = (value: unknown): Schema | undefined => (isRecord(value) && Object.hasOwn(value, name) ? choices().get(value[name]) : undefined);
  const shape = { kind: "union", members, memberOf } as const;
  return ownType(shape, (input, reading) => {
    const member = memberOf(input);
    if (member !== undefined) return reading.readAs(member, input);
    const isObject = isRecord(input) && !Array.isArray(input);
    const values = [...choices().keys()].filter(isChoice);
    reading.report(isObject ? { code: "invalid_value", values, path: [name], input } : { code: "invalid_type", expected: "object", input });
    return input;
  });
}

function isChoice(value: unknown): value is string | number | boolean {
  return typeof value === "string" || typeof value === "number" || typeof value === "boolean";
}

/** The first member that the input fits, or else the one that it is nearest to; undefined when it is of another type than all. */
function findMember(members: readonly Schema[], input: unknown, reading: Reading): Attempt | undefined {
  let nearest: Attempt | undefined;
  for (const member of members) {
    const outcome = reading.attempt(member, input);
    if (outcome.issues.length === 0) return { member, outcome };
    const isNearer = nearest === undefined || distance(outcome) < distance(nearest.outcome);
    if (isNearer && !outcome.issues.some(isOfAnotherType)) nearest = { member, outcome };
  }
  return nearest;
}

/** Literals that differ weigh most: they tell types apart. */
function distance({ issues }: Outcome): number {
  return issues.reduce((sum, { code }) => sum + (code === "invalid_value" ? 1000 : 1), 0);
}

function isOfAnotherType({ code, path = [] }: RawIssue): boolean {
  return path.length === 0 && (code === "invalid_type" || code === "invalid_value" || code === "invalid_union");
}

function rootIssues(member: Schema, input: unknown): z.core.$ZodIssue[] {
  return z.core.safeParse(member, input).error?.issues.filter(({ path }) => path.length === 0) ?? [];
}

/** Whoever reads the parts around a value puts its place into its issues. */
function copyIssue(issue: RawIssue): RawIssue {
  return issue.path === undefined ? { ...issue } : { ...issue, path: [...issue.path] };
}
