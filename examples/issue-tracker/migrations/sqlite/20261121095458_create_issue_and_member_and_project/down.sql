-- Takes the migration beside it back. Written once by `specstar generate`, like that.
-- parent: none
-- needs consent: drops the tables issue and issue_revision with every Issue in them
-- needs consent: drops the tables member and member_revision with every Member in them
-- needs consent: drops the tables project and project_revision with every Project in them
-- needs consent: drops the data of all revisions and the change log
-- checksum: sha256:7d387bfca85f8bacd87a45e4a05777b15fccd2290699d364ffc23f9d65e2061d

-- Issue: every resource and the facts of its revisions.
DROP TABLE issue_revision;
DROP TABLE issue;

-- Member: every resource and the facts of its revisions.
DROP TABLE member_revision;
DROP TABLE member;

-- Project: every resource and the facts of its revisions.
DROP TABLE project_revision;
DROP TABLE project;

-- What all models share.
DROP TABLE specstar_receipt;
DROP TABLE specstar_blob_use;
DROP TABLE specstar_reference;
DROP TABLE specstar_change;
DROP TABLE specstar_payload;
