CREATE TABLE issue (
  id TEXT NOT NULL PRIMARY KEY,
  revision INTEGER NOT NULL,
  title TEXT NOT NULL,
  description TEXT,
  status TEXT NOT NULL,
  severity TEXT NOT NULL,
  assignee TEXT,
  due_date TEXT,
  resolved_at TEXT,
  created_time TEXT NOT NULL,
  created_by TEXT NOT NULL,
  updated_time TEXT NOT NULL,
  updated_by TEXT NOT NULL,
  is_deleted INTEGER NOT NULL DEFAULT 0
);

-- The id at the end of each makes the order total, so that keyset paging never sorts.
CREATE INDEX issue_created_time ON issue (created_time, id);
CREATE INDEX issue_updated_time ON issue (updated_time, id);
CREATE INDEX issue_status ON issue (status, updated_time, id);
CREATE INDEX issue_severity ON issue (severity, updated_time, id);
CREATE INDEX issue_assignee ON issue (assignee, updated_time, id);
CREATE INDEX issue_due_date ON issue (due_date, updated_time, id);
CREATE INDEX issue_status_severity ON issue (status, severity, updated_time, id);

CREATE TABLE issue_history (
  issue_id TEXT NOT NULL,
  revision INTEGER NOT NULL,
  op TEXT NOT NULL,
  time TEXT NOT NULL,
  actor TEXT NOT NULL,
  snapshot TEXT NOT NULL,
  PRIMARY KEY (issue_id, revision)
);
