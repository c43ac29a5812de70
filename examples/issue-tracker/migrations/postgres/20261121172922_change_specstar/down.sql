-- Takes the migration beside it back. Written once by `specstar generate`, like that.
-- parent: 20261121125840_change_specstar
-- needs consent: forgets the jobs that have not ended, and what jobs have logged
-- checksum: sha256:c9190b68d998ee658edd331be39b56adfd324b9b9437078b47ec574693efb283

-- What all models share, as it was before.
DROP TABLE specstar_job_log;
DROP TABLE specstar_job;
