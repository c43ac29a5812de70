-- Written once by `specstar generate`. Do not edit: databases that it was applied to remember its checksum.
-- parent: none
-- checksum: sha256:9625c9a0e284670ee856631bff016e81d6c1e189e1295f38c71778d073747617

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

-- Issue: a row for each resource, with the values that it is searched by.
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
  data_project TEXT,
  data_status TEXT,
  data_severity TEXT,
  data_assignee TEXT,
  data_due_date TEXT
);

-- Issue: what searches go by.
CREATE INDEX issue_created_time ON issue (created_time, resource_id);
CREATE INDEX issue_updated_time ON issue (updated_time, resource_id);
CREATE INDEX issue_data_project ON issue (data_project, updated_time, resource_id);
CREATE INDEX issue_data_status ON issue (data_status, updated_time, resource_id);
CREATE INDEX issue_data_severity ON issue (data_severity, updated_time, resource_id);
CREATE INDEX issue_data_assignee ON issue (data_assignee, updated_time, resource_id);
CREATE INDEX issue_data_due_date ON issue (data_due_date, updated_time, resource_id);
CREATE INDEX issue_data_project_data_status ON issue (data_project, data_status, updated_time, resource_id);

-- Issue: a row for each revision; info holds its facts as JSON, specstar_payload its data.
CREATE TABLE issue_revision (
  resource_id TEXT NOT NULL,
  n INTEGER NOT NULL,
  uid TEXT NOT NULL,
  payload_uid TEXT NOT NULL,
  info TEXT NOT NULL,
  PRIMARY KEY (resource_id, n)
);

-- Member: a row for each resource, with the values that it is searched by.
CREATE TABLE member (
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
  data_role TEXT
);

-- Member: what searches go by.
CREATE INDEX member_created_time ON member (created_time, resource_id);
CREATE INDEX member_updated_time ON member (updated_time, resource_id);
CREATE INDEX member_data_role ON member (data_role, updated_time, resource_id);
CREATE UNIQUE INDEX member_unique_data_email ON member (data_email) WHERE NOT is_deleted;

-- Member: a row for each revision; info holds its facts as JSON, specstar_payload its data.
CREATE TABLE member_revision (
  resource_id TEXT NOT NULL,
  n INTEGER NOT NULL,
  uid TEXT NOT NULL,
  payload_uid TEXT NOT NULL,
  info TEXT NOT NULL,
  PRIMARY KEY (resource_id, n)
);

-- Project: a row for each resource, with the values that it is searched by.
CREATE TABLE project (
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
  data_key TEXT,
  data_archived INTEGER
);

-- Project: what searches go by.
CREATE INDEX project_created_time ON project (created_time, resource_id);
CREATE INDEX project_updated_time ON project (updated_time, resource_id);
CREATE INDEX project_data_archived ON project (data_archived, updated_time, resource_id);
CREATE UNIQUE INDEX project_unique_data_key ON project (data_key) WHERE NOT is_deleted;

-- Project: a row for each revision; info holds its facts as JSON, specstar_payload its data.
CREATE TABLE project_revision (
  resource_id TEXT NOT NULL,
  n INTEGER NOT NULL,
  uid TEXT NOT NULL,
  payload_uid TEXT NOT NULL,
  info TEXT NOT NULL,
  PRIMARY KEY (resource_id, n)
);
