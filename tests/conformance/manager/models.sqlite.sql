-- The tables of the suite's models, as a generated migration would make them.
CREATE TABLE issue (
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
  data_status TEXT NOT NULL,
  data_severity TEXT NOT NULL,
  data_assignee TEXT,
  data_due_date TEXT
);
CREATE INDEX issue_created_time ON issue (created_time, resource_id);
CREATE INDEX issue_updated_time ON issue (updated_time, resource_id);
CREATE INDEX issue_data_status ON issue (data_status, updated_time);
CREATE INDEX issue_data_severity ON issue (data_severity, updated_time);
CREATE INDEX issue_data_assignee ON issue (data_assignee, updated_time);
CREATE INDEX issue_data_due_date ON issue (data_due_date, updated_time);
CREATE TABLE issue_revision (
  resource_id TEXT NOT NULL,
  n INTEGER NOT NULL,
  uid TEXT NOT NULL,
  payload_uid TEXT NOT NULL,
  info TEXT NOT NULL,
  PRIMARY KEY (resource_id, n)
);

CREATE TABLE account (
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
  data_email TEXT,
  data_country TEXT,
  data_serial INTEGER,
  data_address_city TEXT NOT NULL
);
CREATE INDEX account_created_time ON account (created_time, resource_id);
CREATE INDEX account_updated_time ON account (updated_time, resource_id);
CREATE INDEX account_data_address_city ON account (data_address_city, updated_time);
CREATE UNIQUE INDEX account_unique_data_email ON account (data_email) WHERE NOT is_deleted;
CREATE UNIQUE INDEX account_unique_data_country_data_serial ON account (data_country, data_serial) WHERE NOT is_deleted;
CREATE TABLE account_revision (
  resource_id TEXT NOT NULL,
  n INTEGER NOT NULL,
  uid TEXT NOT NULL,
  payload_uid TEXT NOT NULL,
  info TEXT NOT NULL,
  PRIMARY KEY (resource_id, n)
);

CREATE TABLE node (
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
  data_name TEXT NOT NULL
);
CREATE INDEX node_created_time ON node (created_time, resource_id);
CREATE INDEX node_updated_time ON node (updated_time, resource_id);
CREATE INDEX node_data_name ON node (data_name, updated_time);
CREATE TABLE node_revision (
  resource_id TEXT NOT NULL,
  n INTEGER NOT NULL,
  uid TEXT NOT NULL,
  payload_uid TEXT NOT NULL,
  info TEXT NOT NULL,
  PRIMARY KEY (resource_id, n)
);

CREATE TABLE leaf (
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
  data_name TEXT NOT NULL
);
CREATE INDEX leaf_created_time ON leaf (created_time, resource_id);
CREATE INDEX leaf_updated_time ON leaf (updated_time, resource_id);
CREATE UNIQUE INDEX leaf_unique_data_name ON leaf (data_name) WHERE NOT is_deleted;
CREATE TABLE leaf_revision (
  resource_id TEXT NOT NULL,
  n INTEGER NOT NULL,
  uid TEXT NOT NULL,
  payload_uid TEXT NOT NULL,
  info TEXT NOT NULL,
  PRIMARY KEY (resource_id, n)
);

CREATE TABLE specstar_payload (uid TEXT NOT NULL PRIMARY KEY, info TEXT, data TEXT, same_as TEXT);
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
CREATE INDEX specstar_change_resource ON specstar_change (resource_id, seq);
CREATE INDEX specstar_change_changeset ON specstar_change (changeset_id, seq) WHERE changeset_id IS NOT NULL;
CREATE TABLE specstar_reference (
  source_id TEXT NOT NULL,
  path TEXT NOT NULL,
  target_id TEXT NOT NULL,
  target_n INTEGER,
  on_delete TEXT NOT NULL
);
CREATE INDEX specstar_reference_source ON specstar_reference (source_id);
CREATE INDEX specstar_reference_target ON specstar_reference (target_id, source_id, path);
CREATE TABLE specstar_blob_use (
  file_id TEXT NOT NULL,
  payload_uid TEXT NOT NULL,
  resource_id TEXT NOT NULL,
  PRIMARY KEY (file_id, payload_uid)
);
CREATE INDEX specstar_blob_use_resource ON specstar_blob_use (resource_id, payload_uid);
CREATE TABLE specstar_receipt (
  "key" TEXT NOT NULL PRIMARY KEY,
  fingerprint TEXT NOT NULL,
  token TEXT NOT NULL,
  lease_until TEXT NOT NULL,
  answer TEXT,
  expires TEXT NOT NULL
);
CREATE INDEX specstar_receipt_expires ON specstar_receipt (expires);

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
CREATE TABLE specstar_job_log (
  resource_id TEXT NOT NULL,
  n INTEGER NOT NULL,
  text TEXT NOT NULL,
  PRIMARY KEY (resource_id, n)
);
