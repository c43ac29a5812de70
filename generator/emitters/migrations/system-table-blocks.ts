import { createTable, type Block } from "./sql-text.js";

/** How a dialect says what a column of the shared tables holds. */
export interface SystemTypes {
  /** Text that is compared. */
  readonly key: string;
  /** Text that is only kept. */
  readonly text: string;
  readonly integer: string;
  readonly boolean: string;
  /** A number that grows with every row, and is the row's key. */
  readonly sequence: string;
  /** What jobs are found by, as each store looks for them: a name, then what is indexed of which rows. */
  readonly jobIndexes: readonly (readonly [name: string, rows: string])[];
}

export function payloadTable({ key, text }: SystemTypes): Block {
  return {
    about: "The data of the revisions, by their uids; `info` is there when no other table has the facts of the revision.",
    statements: [createTable("specstar_payload", [`uid ${key} NOT NULL PRIMARY KEY`, `info ${text}`, `data ${text}`, `same_as ${text}`])],
  };
}

export function changeTable({ key, text, sequence }: SystemTypes): Block {
  const facts = ["model", "resource_id", "revision_id", "op", "at", '"by"'].map((name) => `${name} ${key} NOT NULL`);
  return {
    about: "The change log: every commit appends a row for each resource that it touches.",
    statements: [createTable("specstar_change", [`seq ${sequence}`, ...facts, `reason ${text}`, `request_id ${text}`, `changeset_id ${key}`])],
  };
}

export function changesetColumn({ key }: SystemTypes): Block {
  return { about: "The change log: what was changed together.", statements: [`ALTER TABLE specstar_change ADD COLUMN changeset_id ${key};`] };
}

export const changeIndexes: Block = {
  about: "The change log: the past of a resource, and what was changed together.",
  statements: [
    "CREATE INDEX specstar_change_resource ON specstar_change (resource_id, seq);",
    "CREATE INDEX specstar_change_changeset ON specstar_change (changeset_id, seq) WHERE changeset_id IS NOT NULL;",
  ],
};

export function referenceTable({ key, integer }: SystemTypes): Block {
  const names = ["source_id", "path", "target_id"].map((name) => `${name} ${key} NOT NULL`);
  return {
    about: "What refers to what: a row for each reference of a resource that is not deleted.",
    statements: [
      createTable("specstar_reference", [...names, `target_n ${integer}`, `on_delete ${key} NOT NULL`]),
      "CREATE INDEX specstar_reference_source ON specstar_reference (source_id);",
      "CREATE INDEX specstar_reference_target ON specstar_reference (target_id, source_id, path);",
    ],
  };
}

export function blobUseTable({ key }: SystemTypes): Block {
  const names = ["file_id", "payload_uid", "resource_id"].map((name) => `${name} ${key} NOT NULL`);
  return {
    about: "Which data names which files.",
    statements: [
      createTable("specstar_blob_use", [...names, "PRIMARY KEY (file_id, payload_uid)"]),
      "CREATE INDEX specstar_blob_use_resource ON specstar_blob_use (resource_id, payload_uid);",
    ],
  };
}

export function receiptTable({ key, text }: SystemTypes): Block {
  const columns = [`"key" ${key} NOT NULL PRIMARY KEY`, `fingerprint ${text} NOT NULL`, `token ${text} NOT NULL`];
  return {
    about: "What requests that are sent again are answered with.",
    statements: [
      createTable("specstar_receipt", [...columns, `lease_until ${key} NOT NULL`, `answer ${text}`, `expires ${key} NOT NULL`]),
      "CREATE INDEX specstar_receipt_expires ON specstar_receipt (expires);",
    ],
  };
}

export function lockTable({ integer }: SystemTypes): Block {
  return {
    about: "Whose turn it is to write: each transaction that writes holds this row.",
    statements: [createTable("specstar_lock", [`id ${integer} NOT NULL PRIMARY KEY CHECK (id = 1)`]), "INSERT INTO specstar_lock (id) VALUES (1);"],
  };
}

export function writerTable({ key, integer }: SystemTypes): Block {
  const columns = [`writer ${key} NOT NULL`, `n ${integer} NOT NULL`, "is_fence boolean NOT NULL", `lock_id ${integer} NOT NULL`];
  return {
    about: "Which transactions were committed: by this it is found out when a connection breaks. Rows are gone soon.",
    statements: [createTable("specstar_writer", [...columns, "written_at timestamp with time zone NOT NULL DEFAULT now()", "PRIMARY KEY (writer, n)"])],
  };
}

export function jobTable({ key, text, integer, boolean, jobIndexes }: SystemTypes): Block {
  const facts = [`resource_id ${key} NOT NULL PRIMARY KEY`, `model ${key} NOT NULL`, `etag ${text} NOT NULL`, `priority ${integer} NOT NULL`, `due_at ${key} NOT NULL`];
  const limits = [`is_schedule ${boolean} NOT NULL`, `concurrency_key ${key}`, `concurrency ${integer} NOT NULL`];
  const hold = [`token ${key}`, `lease_until ${key}`, `sent_until ${key}`, `is_cancelled ${boolean} NOT NULL`, `record ${text} NOT NULL`];
  return {
    about: "The jobs that have not ended: what waits, and who holds the others until when.",
    statements: [
      createTable("specstar_job", [...facts, ...limits, ...hold]),
      ...jobIndexes.map(([name, rows]) => `CREATE INDEX specstar_job_${name} ON specstar_job ${rows};`),
    ],
  };
}

export function jobLogTable({ key, text, integer }: SystemTypes): Block {
  const columns = [`resource_id ${key} NOT NULL`, `n ${integer} NOT NULL`, `text ${text} NOT NULL`, "PRIMARY KEY (resource_id, n)"];
  return { about: "What jobs have logged, piece by piece, until it is kept as a file.", statements: [createTable("specstar_job_log", columns)] };
}
