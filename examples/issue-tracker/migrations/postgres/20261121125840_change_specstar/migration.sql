-- Written once by `specstar generate`. Do not edit: databases that it was applied to remember its checksum.
-- parent: 20261121095458_create_issue_and_member_and_project
-- checksum: sha256:a330ff33a1628ed05e791d15f60f32fac9725e6891cc38194467f53e383898a8

-- Whose turn it is to write: each transaction that writes holds this row.
CREATE TABLE specstar_lock (
  id bigint NOT NULL PRIMARY KEY CHECK (id = 1)
);
INSERT INTO specstar_lock (id) VALUES (1);

-- Which transactions were committed: by this it is found out when a connection breaks. Rows are gone soon.
CREATE TABLE specstar_writer (
  writer text COLLATE "C" NOT NULL,
  n bigint NOT NULL,
  is_fence boolean NOT NULL,
  lock_id bigint NOT NULL,
  written_at timestamp with time zone NOT NULL DEFAULT now(),
  PRIMARY KEY (writer, n)
);
