import { z } from "zod";
import type { LazyShape, Shape } from "./shape.js";

type Schema = z.core.$ZodType;
export type RawIssue = z.core.$ZodRawIssue;

/** A value as a schema gives it, and what is wrong with it. */
export type Outcome = Pick<z.core.ParsePayload, "value" | "issues">;

/** Reads an input: gives the value, and reports what is wrong. */
export type Read = (input: unknown, reading: Reading) => unknown;

/** One reading of an input by one schema. */
export class Reading {
  readonly issues: RawIssue[];
  /** The same object in all readings of one input from its top to its leaves. */
  readonly context: z.core.ParseContextInternal;

  constructor(issues: RawIssue[], context: z.core.ParseContextInternal) {
    this.issues = issues;
    this.context = context;
  }

  report(issue: RawIssue): void {
    this.issues.push(issue);
  }

  /** Reads a part of the input: what is wrong with it is reported at its place. */
  read(schema: Schema, input: unknown, key: PropertyKey): unknown {
    const { value, issues } = this.attempt(schema, input);
    if (issues.length > 0) this.issues.push(...z.core.util.prefixIssues(key, issues));
    return value;
  }

  /** Reads the same input by another schema. */
  readAs(schema: Schema, input: unknown): unknown {
    return this.take(this.attempt(schema, input));
  }

  /** Reports what is wrong with the outcome of an attempt, and gives its value. */
  take({ value, issues }: Outcome): unknown {
    this.issues.push(...issues);
    return value;
  }

  /** Reads the input by another schema, and reports nothing. */
  attempt(schema: Schema, input: unknown): Outcome {
    const outcome = schema._zod.run({ value: input, issues: [] }, this.context);
    if (outcome instanceof Promise) throw new z.core.$ZodAsyncError();
    return outcome;
  }
}

interface OwnDefinition extends z.core.$ZodTypeDef {
  readonly type: "custom";
  readonly shape: Shape | LazyShape;
  readonly read: Read;
}

interface OwnInternals extends z.core.$ZodTypeInternals {
  def: OwnDefinition;
}

interface Own extends z.ZodType<unknown, unknown, OwnInternals> {
  readonly ownType: true;
}

/** A type that zod doesn't have, or has with another meaning. */
export const OwnType: z.core.$constructor<Own> = z.core.$constructor<Own>("OwnType", (inst, def) => {
  z.ZodType.init(inst, def);
  inst._zod.parse = (payload, context) => {
    payload.value = def.read(payload.value, new Reading(payload.issues, context));
    return payload;
  };
});

export function ownType(shape: Shape | LazyShape, read: Read): z.ZodType {
  return new OwnType({ type: "custom", shape, read });
}
