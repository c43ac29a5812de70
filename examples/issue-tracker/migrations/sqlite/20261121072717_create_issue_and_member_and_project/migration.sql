-- Written once by `specstar generate`. Do not edit: databases that it was applied to remember its checksum.
-- parent: none
-- checksum: sha256:a7d053cefc898f5f227626210d5b247c81d39afd206571550f3de08878f24f45

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
  request_id TEXT
);

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
