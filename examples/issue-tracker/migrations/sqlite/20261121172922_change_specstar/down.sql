-- Takes the migration beside it back. Written once by `specstar generate`, like that.
-- parent: 20261121095458_create_issue_and_member_and_project
-- needs consent: forgets the jobs that have not ended, and what jobs have logged
-- checksum: sha256:0da044271a31f91a8e14b577149dbef091490a3c2c0c5be7256180053f85de6c

-- What all models share, as it was before.
DROP TABLE specstar_job_log;
DROP TABLE specstar_job;
