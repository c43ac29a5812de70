-- Written once by `specstar generate`. Do not edit: databases that it was applied to remember its checksum.
-- parent: 20261121095458_create_issue_and_member_and_project
-- checksum: sha256:5fd146836e8fcf705a6bcfc59e681bb5652d82826869d06edf776355812a641f

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
