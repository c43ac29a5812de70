import type { PostgresDatabase } from "./database.js";
import { nameStatement, type NamedStatement } from "./row-statement.js";

/** The reads of the tables that all models share. */
export interface SharedStatements {
  /** Take the number to go on after, and how many. */
  readonly listChanges: NamedStatement;
  readonly listChangeset: NamedStatement;
  /** Takes the resource's id, the model and the instant. */
  readonly readChangeAt: NamedStatement;
  /** Takes the resource's id, the model and the number. */
  readonly readChangeBefore: NamedStatement;
  /** Takes ids of targets. */
  readonly firstReferrers: NamedStatement;
  /** Takes the target's id and how many. */
  readonly listReferrers: NamedStatement;
  /** Takes the target's id, the source and path to go on after, and how many. */
  readonly listReferrersAfter: NamedStatement;
  readonly listFileIds: NamedStatement;
  /** Takes a list of blobs, and gives those that no payload names. */
  readonly listUnused: NamedStatement;
}

const change = `seq, model, resource_id, revision_id, op, at, "by", reason, request_id, changeset_id`;

const referrer = "source_id, path, on_delete, target_n";

/** One for each path: that of the resource itself goes before those of its revisions. */
const byReferrer = "ORDER BY source_id, path, target_n NULLS FIRST";

export function sharedStatements(database: PostgresDatabase): SharedStatements {
  const changes = database.table("specstar_change");
  const references = database.table("specstar_reference");
  const blobUses = database.table("specstar_blob_use");
  const last = `SELECT ${change} FROM ${changes} WHERE resource_id = $1 AND model = $2`;
  const referrers = `SELECT DISTINCT ON (source_id, path) ${referrer} FROM ${references} WHERE target_id = $1`;
  return {
    listChanges: nameStatement(`SELECT ${change} FROM ${changes} WHERE seq > $1 ORDER BY seq LIMIT $2`),
    listChangeset: nameStatement(`SELECT ${change} FROM ${changes} WHERE changeset_id = $1 ORDER BY seq`),
    readChangeAt: nameStatement(`${last} AND at <= $3 ORDER BY seq DESC LIMIT 1`),
    readChangeBefore: nameStatement(`${last} AND seq < $3 ORDER BY seq DESC LIMIT 1`),
    firstReferrers: nameStatement(`SELECT DISTINCT ON (target_id) target_id, ${referrer} FROM ${references}
      WHERE target_id = ANY ($1::text[]) AND source_id <> target_id AND on_delete <> 'dangling' ORDER BY target_id, source_id, path, target_n NULLS FIRST`),
    listReferrers: nameStatement(`${referrers} ${byReferrer} LIMIT $2`),
    listReferrersAfter: nameStatement(`${referrers} AND (source_id, path) > ($2, $3) ${byReferrer} LIMIT $4`),
    listFileIds: nameStatement(`SELECT DISTINCT file_id FROM ${blobUses} WHERE resource_id = $1 ORDER BY file_id`),
    listUnused: nameStatement(`SELECT asked.file_id FROM unnest($1::text[]) WITH ORDINALITY AS asked (file_id, position)
      WHERE NOT EXISTS (SELECT 1 FROM ${blobUses} AS u WHERE u.file_id = asked.file_id) ORDER BY position`),
  };
}
