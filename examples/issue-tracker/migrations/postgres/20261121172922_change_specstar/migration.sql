-- Written once by `specstar generate`. Do not edit: databases that it was applied to remember its checksum.
-- parent: 20261121125840_change_specstar
-- checksum: sha256:2a68da8202c60da9a00b78b5887b85aee30ce91abcabeac8c4c4ba3c1f076db8

-- The jobs that have not ended: what waits, and who holds the others until when.
CREATE TABLE specstar_job (
  resource_id text COLLATE "C" NOT NULL PRIMARY KEY,
  model text COLLATE "C" NOT NULL,
  etag text NOT NULL,
  priority bigint NOT NULL,
  due_at text COLLATE "C" NOT NULL,
  is_schedule boolean NOT NULL,
  concurrency_key text COLLATE "C",
  concurrency bigint NOT NULL,
  token text COLLATE "C",
  lease_until text COLLATE "C",
  sent_until text COLLATE "C",
  is_cancelled boolean NOT NULL,
  record text NOT NULL
);
CREATE INDEX specstar_job_waiting ON specstar_job (model, is_schedule, priority DESC, due_at, resource_id) WHERE token IS NULL;
CREATE INDEX specstar_job_unsent ON specstar_job (model, priority DESC, due_at, resource_id) WHERE token IS NULL AND sent_until IS NULL AND NOT is_schedule;
CREATE INDEX specstar_job_sent ON specstar_job (model, sent_until) WHERE sent_until IS NOT NULL;
CREATE INDEX specstar_job_held ON specstar_job (model, lease_until) WHERE token IS NOT NULL;

-- What jobs have logged, piece by piece, until it is kept as a file.
CREATE TABLE specstar_job_log (
  resource_id text COLLATE "C" NOT NULL,
  n bigint NOT NULL,
  text text NOT NULL,
  PRIMARY KEY (resource_id, n)
);
