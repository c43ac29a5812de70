-- Takes the migration beside it back. Written once by `specstar generate`, like that.
-- parent: 20261121095458_create_issue_and_member_and_project
-- checksum: sha256:1ddc987b657c0c80c1471f70c1cc805ac131f498bb856837ad956cf82cc77401

-- What all models share, as it was before.
DROP TABLE specstar_writer;
DROP TABLE specstar_lock;
