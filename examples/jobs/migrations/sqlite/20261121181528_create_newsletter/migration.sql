-- Written once by `specstar generate`. Do not edit: databases that it was applied to remember its checksum.
-- parent: none
-- checksum: sha256:8dd12a270df41a478595767f3b2986ae9436eb097505141ae8251fee70e6a456

-- The data of the revisions, by their uids; `info` is there when no other table has the facts of the revision.
CREATE TABLE specstar_payload (
  uid TEXT NOT NULL PRIMARY KEY,
  info TEXT,
  data TEXT,
  same_as TEXT
);

-- The change log: every commit appends a row for each resource that it touches.
CREATE TABLE specstar_change (
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  model TEXT NOT NULL,
  resource_id TEXT NOT NULL,
  revision_id TEXT NOT NULL,
  op TEXT NOT NULL,
  at TEXT NOT NULL,
  "by" TEXT NOT NULL,
  reason TEXT,
  request_id TEXT,
  changeset_id TEXT
);

-- The change log: the past of a resource, and what was changed together.
CREATE INDEX specstar_change_resource ON specstar_change (resource_id, seq);
CREATE INDEX specstar_change_changeset ON specstar_change (changeset_id, seq) WHERE changeset_id IS NOT NULL;

-- What refers to what: a row for each reference of a resource that is not deleted.
CREATE TABLE specstar_reference (
  source_id TEXT NOT NULL,
  path TEXT NOT NULL,
  target_id TEXT NOT NULL,
  target_n INTEGER,
  on_delete TEXT NOT NULL
);
CREATE INDEX specstar_reference_source ON specstar_reference (source_id);
CREATE INDEX specstar_reference_target ON specstar_reference (target_id, source_id, path);

-- Which data names which files.
CREATE TABLE specstar_blob_use (
  file_id TEXT NOT NULL,
  payload_uid TEXT NOT NULL,
  resource_id TEXT NOT NULL,
  PRIMARY KEY (file_id, payload_uid)
);
CREATE INDEX specstar_blob_use_resource ON specstar_blob_use (resource_id, payload_uid);

-- What requests that are sent again are answered with.
CREATE TABLE specstar_receipt (
  "key" TEXT NOT NULL PRIMARY KEY,
  fingerprint TEXT NOT NULL,
  token TEXT NOT NULL,
  lease_until TEXT NOT NULL,
  answer TEXT,
  expires TEXT NOT NULL
);
CREATE INDEX specstar_receipt_expires ON specstar_receipt (expires);

-- The jobs that have not ended: what waits, and who holds the others until when.
CREATE TABLE specstar_job (
  resource_id TEXT NOT NULL PRIMARY KEY,
  model TEXT NOT NULL,
  etag TEXT NOT NULL,
  priority INTEGER NOT NULL,
  due_at TEXT NOT NULL,
  is_schedule INTEGER NOT NULL,
  concurrency_key TEXT,
  concurrency INTEGER NOT NULL,
  token TEXT,
  lease_until TEXT,
  sent_until TEXT,
  is_cancelled INTEGER NOT NULL,
  record TEXT NOT NULL
);
CREATE INDEX specstar_job_waiting ON specstar_job (model, is_schedule, priority DESC, due_at, resource_id) WHERE token IS NULL;
CREATE INDEX specstar_job_unsent ON specstar_job (model, priority DESC, due_at, resource_id) WHERE token IS NULL AND sent_until IS NULL AND NOT is_schedule;
CREATE INDEX specstar_job_sent ON specstar_job (model, sent_until) WHERE sent_until IS NOT NULL;
CREATE INDEX specstar_job_held ON specstar_job (model, lease_until) WHERE token IS NOT NULL;

-- What jobs have logged, piece by piece, until it is kept as a file.
CREATE TABLE specstar_job_log (
  resource_id TEXT NOT NULL,
  n INTEGER NOT NULL,
  text TEXT NOT NULL,
  PRIMARY KEY (resource_id, n)
);

-- Newsletter: a row for each resource, with the values that it is searched by.
CREATE TABLE newsletter (
  resource_id TEXT NOT NULL PRIMARY KEY,
  current_revision INTEGER NOT NULL,
  etag TEXT NOT NULL,
  schema_version TEXT NOT NULL,
  total_revision_count INTEGER NOT NULL,
  created_time TEXT NOT NULL,
  created_by TEXT NOT NULL,
  updated_time TEXT NOT NULL,
  updated_by TEXT NOT NULL,
  is_deleted INTEGER NOT NULL,
  meta TEXT NOT NULL,
  payload_uid TEXT NOT NULL,
  revision TEXT NOT NULL,
  data_state TEXT,
  data_run_at TEXT,
  data_dedupe_key TEXT,
  data_fired_by TEXT
);

-- Newsletter: what searches go by.
CREATE INDEX newsletter_created_time ON newsletter (created_time, resource_id);
CREATE INDEX newsletter_updated_time ON newsletter (updated_time, resource_id);
CREATE INDEX newsletter_data_state ON newsletter (data_state, updated_time, resource_id);
CREATE INDEX newsletter_data_run_at ON newsletter (data_run_at, updated_time, resource_id);
CREATE INDEX newsletter_data_fired_by ON newsletter (data_fired_by, updated_time, resource_id);
CREATE UNIQUE INDEX newsletter_unique_data_dedupe_key ON newsletter (data_dedupe_key) WHERE NOT is_deleted;

-- Newsletter: a row for each revision; info holds its facts as JSON, specstar_payload its data.
CREATE TABLE newsletter_revision (
  resource_id TEXT NOT NULL,
  n INTEGER NOT NULL,
  uid TEXT NOT NULL,
  payload_uid TEXT NOT NULL,
  info TEXT NOT NULL,
  PRIMARY KEY (resource_id, n)
);
