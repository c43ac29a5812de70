-- Takes the migration beside it back. Written once by `specstar generate`, like that.
-- parent: none
-- needs consent: drops the tables newsletter and newsletter_revision with every Newsletter in them
-- needs consent: drops the data of all revisions and the change log
-- checksum: sha256:2d4bbf4171595262025fff2c6666d78dbc028ad249e752f98f51f5658b598463

-- Newsletter: every resource and the facts of its revisions.
DROP TABLE newsletter_revision;
DROP TABLE newsletter;

-- What all models share.
DROP TABLE specstar_job_log;
DROP TABLE specstar_job;
DROP TABLE specstar_receipt;
DROP TABLE specstar_blob_use;
DROP TABLE specstar_reference;
DROP TABLE specstar_change;
DROP TABLE specstar_payload;
