import { randomUUID } from "node:crypto";

/** Who has taken a job, and when: an attempt begins with it. */
export interface Taking {
  readonly worker: string;
  /** RFC 3339 text in UTC with milliseconds. */
  readonly startedAt: string;
}

/** A token for a claim, from which its rows tell who has taken them, and when: so that no other write has to. */
export function createToken(taking: Taking): string {
  return `${randomUUID()} ${JSON.stringify(taking)}`;
}

/** Undefined for the token of somebody who doesn't run jobs. */
export function parseToken(token: string): Taking | undefined {
  const space = token.indexOf(" ");
  return space === -1 ? undefined : (JSON.parse(token.slice(space + 1)) as Taking);
}
