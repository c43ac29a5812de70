import { createHash } from "node:crypto";
import { render } from "../../render/render.js";
import { findRisks, toBlocks, type DialectSql } from "./blocks.js";
import { invert, type Plan } from "./plan.js";

/** Where a migration says which one it follows, what it needs consent for, and the hash of its text without that very line. */
const PARENT = "parent: ";
const CONSENT = "needs consent: ";
const CHECKSUM = "checksum: ";
const NO_PARENT = "none";

/** The texts of one migration's files. */
export interface MigrationText {
  readonly up: string;
  readonly down: string;
}

/** @param parent the id of the migration before; null for the first. */
export function toMigrationText(plan: Plan, sql: DialectSql, parent: string | null): MigrationText {
  const text = (steps: Plan, about: string) => {
    const header = [about, `${PARENT}${parent ?? NO_PARENT}`, ...findRisks(steps, sql.dialect).map((risk) => `${CONSENT}${risk}`)];
    return sign(render("migration.sql", { header, blocks: toBlocks(steps, sql) }));
  };
  return {
    up: text(plan, "Written once by `specstar generate`. Do not edit: databases that it was applied to remember its checksum."),
    down: text(invert(plan), "Takes the migration beside it back. Written once by `specstar generate`, like that."),
  };
}

function sign(text: string): string {
  return text.replace("\n\n", `\n-- ${CHECKSUM}${hashOf(text)}\n\n`);
}

/** What a migration's header says of it; undefined where there is none, as in one that was written by hand or long ago. */
export interface Header {
  readonly parent: string | null | undefined;
  /** Whether the text still has its checksum. */
  readonly isWhole: boolean;
}

export function readHeader(sql: string): Header {
  const text = sql.replaceAll("\r\n", "\n");
  const header = text.split("\n\n", 1).join();
  const value = (key: string) => header.split("\n").find((line) => line.startsWith(`-- ${key}`))?.slice(`-- ${key}`.length);
  const checksum = value(CHECKSUM);
  const parent = value(PARENT);
  return {
    parent: parent === NO_PARENT ? null : parent,
    isWhole: checksum === undefined || checksum === hashOf(text.replace(`\n-- ${CHECKSUM}${checksum}`, "")),
  };
}

function hashOf(text: string): string {
  return `sha256:${createHash("sha256").update(text).digest("hex")}`;
}
