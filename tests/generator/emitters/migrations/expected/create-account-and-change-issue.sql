-- Written once by `specstar generate`. Do not edit: databases that it was applied to remember its checksum.
-- parent: 20260101000000_create_issue
-- checksum: sha256:13c8158fc4175a3954d3a639cdedf8b59df5fd7b524d58dc5b65887729fc7f8e

-- Account: a row for each resource, with the values that it is searched by.
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
  data_seats INTEGER
);

-- Account: what searches go by.
CREATE INDEX account_created_time ON account (created_time, resource_id);
CREATE INDEX account_updated_time ON account (updated_time, resource_id);
CREATE INDEX account_data_seats ON account (data_seats, updated_time, resource_id);
CREATE UNIQUE INDEX account_unique_data_email ON account (data_email) WHERE NOT is_deleted;

-- Account: a row for each revision; info holds its facts as JSON, specstar_payload its data.
CREATE TABLE account_revision (
  resource_id TEXT NOT NULL,
  n INTEGER NOT NULL,
  uid TEXT NOT NULL,
  payload_uid TEXT NOT NULL,
  info TEXT NOT NULL,
  PRIMARY KEY (resource_id, n)
);

-- Issue: what is searched by from now on, taken from the data of the current revisions.
ALTER TABLE issue ADD COLUMN data_votes INTEGER;
UPDATE issue SET (data_votes) = (
  SELECT
    CASE WHEN json_type(p.data, '$.votes') IN ('integer') THEN json_extract(p.data, '$.votes') END
  FROM specstar_payload AS p WHERE p.uid = issue.payload_uid
);

-- Issue: what searches go by.
CREATE INDEX issue_data_votes ON issue (data_votes, updated_time, resource_id);
CREATE INDEX issue_data_status_data_votes ON issue (data_status, data_votes, updated_time, resource_id);
