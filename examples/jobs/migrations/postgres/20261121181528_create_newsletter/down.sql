-- Takes the migration beside it back. Written once by `specstar generate`, like that.
-- parent: none
-- needs consent: drops the tables newsletter and newsletter_revision with every Newsletter in them
-- needs consent: drops the data of all revisions and the change log
-- checksum: sha256:8f77e1bd9eed7563d6133b5ca79b1c988ed3d1a6afe3e2b141a0a69d676ae5cd

-- Newsletter: every resource and the facts of its revisions.
DROP TABLE newsletter_revision;
DROP TABLE newsletter;

-- What all models share.
DROP TABLE specstar_job_log;
DROP TABLE specstar_job;
DROP TABLE specstar_writer;
DROP TABLE specstar_lock;
DROP TABLE specstar_receipt;
DROP TABLE specstar_blob_use;
DROP TABLE specstar_reference;
DROP TABLE specstar_change;
DROP TABLE specstar_payload;
