/** The statements for the tables that all models share. */

const change = `seq, model, resource_id AS resourceId, revision_id AS revisionId, op, at, "by", reason, request_id AS requestId, changeset_id AS changesetId`;

export const insertPayload = "INSERT INTO specstar_payload (uid, data) VALUES (?, ?)";

/** In the place of what is there. */
export const putPayload = "INSERT INTO specstar_payload (uid, data) VALUES (?, ?) ON CONFLICT (uid) DO UPDATE SET data = excluded.data";

export const deletePayload = "DELETE FROM specstar_payload WHERE uid = ?";

export const insertChange = `INSERT INTO specstar_change (model, resource_id, revision_id, op, at, "by", reason, request_id, changeset_id)
  VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`;

/** Does nothing when there is a change of this number. The numbers that SQLite gives from then on are higher (https://sqlite.org/autoinc.html). */
export const restoreChange = `INSERT INTO specstar_change (seq, model, resource_id, revision_id, op, at, "by", reason, request_id, changeset_id)
  VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (seq) DO NOTHING`;

/** Takes the resource's id and the number. */
export const forgetAuthorsBefore = `UPDATE specstar_change SET "by" = '', reason = NULL, request_id = NULL WHERE resource_id = ? AND seq < ?`;

export const forgetAuthors = `UPDATE specstar_change SET "by" = '', reason = NULL, request_id = NULL WHERE resource_id = ?`;

export const listChanges = `SELECT ${change} FROM specstar_change WHERE seq > ? ORDER BY seq LIMIT ?`;

export const listChangeset = `SELECT ${change} FROM specstar_change WHERE changeset_id = ? ORDER BY seq`;

/** Takes the resource's id, the model and the instant. */
export const readChangeAt = `SELECT ${change} FROM specstar_change WHERE resource_id = ? AND model = ? AND at <= ? ORDER BY seq DESC LIMIT 1`;

/** Takes the resource's id, the model and the number. */
export const readChangeBefore = `SELECT ${change} FROM specstar_change WHERE resource_id = ? AND model = ? AND seq < ? ORDER BY seq DESC LIMIT 1`;

export const insertReference = "INSERT INTO specstar_reference (source_id, path, target_id, target_n, on_delete) VALUES (?, ?, ?, ?, ?)";

export const listReferences = "SELECT path, target_id AS targetId, target_n AS n, on_delete AS onDelete FROM specstar_reference WHERE source_id = ?";

export const deleteReferences = "DELETE FROM specstar_reference WHERE source_id = ?";

/** One for each path: that of the resource itself goes before those of its revisions. SQLite takes the other columns from the row of the minimum. */
const referrer = "source_id AS resourceId, path, on_delete AS onDelete, nullif(min(coalesce(target_n, 0)), 0) AS n";

/** Takes the target's id twice. */
export const firstReferrer = `SELECT ${referrer} FROM specstar_reference WHERE target_id = ? AND source_id <> ? AND on_delete <> 'dangling'
  GROUP BY source_id, path ORDER BY source_id, path LIMIT 1`;

export const listReferrers = `SELECT ${referrer} FROM specstar_reference WHERE target_id = ?
  GROUP BY source_id, path ORDER BY source_id, path LIMIT ?`;

/** Takes the target's id, and the source and path to go on after. */
export const listReferrersAfter = `SELECT ${referrer} FROM specstar_reference WHERE target_id = ? AND (source_id, path) > (?, ?)
  GROUP BY source_id, path ORDER BY source_id, path LIMIT ?`;

export const insertBlobUse = "INSERT INTO specstar_blob_use (file_id, payload_uid, resource_id) VALUES (?, ?, ?)";

export const deleteBlobUses = "DELETE FROM specstar_blob_use WHERE resource_id = ? AND payload_uid = ?";

export const listBlobUses = "SELECT payload_uid, file_id FROM specstar_blob_use WHERE resource_id = ? ORDER BY file_id";

export const deleteAllBlobUses = "DELETE FROM specstar_blob_use WHERE resource_id = ?";

export const listFileIds = "SELECT DISTINCT file_id FROM specstar_blob_use WHERE resource_id = ? ORDER BY file_id";

export const isBlobUsed = "SELECT 1 FROM specstar_blob_use WHERE file_id = ? LIMIT 1";
