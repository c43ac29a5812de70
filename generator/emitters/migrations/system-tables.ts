import type { Dialect } from "./lock-file.js";
import { createTable, type Block } from "./sql-text.js";

/** The version of the tables that all models share. SQLite has a lock of its own, and no need of the third. */
export const SYSTEM_VERSIONS: Readonly<Record<Dialect, number>> = { sqlite: 2, postgres: 3 };

/** How a dialect says what a column holds. */
export interface SystemTypes {
  /** Text that is compared. */
  readonly key: string;
  /** Text that is only kept. */
  readonly text: string;
  readonly integer: string;
  /** A number that grows with every row, and is the row's key. */
  readonly sequence: string;
}

/** From one version of the shared tables to another; 0 is none. A database that has some gets what it lacks. */
export function systemBlocks(from: number, to: number, types: SystemTypes): Block[] {
  if (to < from) return [{ about: to === 0 ? "What all models share." : "What all models share, as it was before.", statements: dropSteps(from, to) }];
  const blocks: Block[] = [];
  if (from < 1 && to >= 1) blocks.push(payloadTable(types), changeTable(types));
  if (from < 2 && to >= 2) blocks.push(...(from === 0 ? [] : [changesetColumn(types)]), changeIndexes, ...laterTables(types));
  if (from < 3 && to >= 3) blocks.push(lockTable(types), writerTable(types));
  return blocks;
}

/** What is lost on the way. */
export function systemRisks(from: number, to: number): string[] {
  if (to === 0 && from > 0) return ["drops the data of all revisions and the change log"];
  return to < 2 && from >= 2 ? ["forgets what refers to what, which files are in use, and the answers to repeated requests"] : [];
}

const dropTurns = ["DROP TABLE specstar_writer;", "DROP TABLE specstar_lock;"];

const dropLaterTables = ["specstar_receipt", "specstar_blob_use", "specstar_reference"].map((table) => `DROP TABLE ${table};`);

const dropChangesets = [
  "DROP INDEX specstar_change_changeset;",
  "DROP INDEX specstar_change_resource;",
  "ALTER TABLE specstar_change DROP COLUMN changeset_id;",
];

function dropSteps(from: number, to: number): string[] {
  return [
    ...(from >= 3 && to < 3 ? dropTurns : []),
    ...(from >= 2 && to < 2 ? dropLaterTables : []),
    ...(from >= 2 && to === 1 ? dropChangesets : []),
    ...(to === 0 ? ["DROP TABLE specstar_change;", "DROP TABLE specstar_payload;"] : []),
  ];
}

function payloadTable({ key, text }: SystemTypes): Block {
  return {
    about: "The data of the revisions, by their uids; `info` is there when no other table has the facts of the revision.",
    statements: [createTable("specstar_payload", [`uid ${key} NOT NULL PRIMARY KEY`, `info ${text}`, `data ${text}`, `same_as ${text}`])],
  };
}

function changeTable({ key, text, sequence }: SystemTypes): Block {
  const facts = ["model", "resource_id", "revision_id", "op", "at", '"by"'].map((name) => `${name} ${key} NOT NULL`);
  return {
    about: "The change log: every commit appends a row for each resource that it touches.",
    statements: [createTable("specstar_change", [`seq ${sequence}`, ...facts, `reason ${text}`, `request_id ${text}`, `changeset_id ${key}`])],
  };
}

function changesetColumn({ key }: SystemTypes): Block {
  return { about: "The change log: what was changed together.", statements: [`ALTER TABLE specstar_change ADD COLUMN changeset_id ${key};`] };
}

const changeIndexes: Block = {
  about: "The change log: the past of a resource, and what was changed together.",
  statements: [
    "CREATE INDEX specstar_change_resource ON specstar_change (resource_id, seq);",
    "CREATE INDEX specstar_change_changeset ON specstar_change (changeset_id, seq) WHERE changeset_id IS NOT NULL;",
  ],
};

function laterTables(types: SystemTypes): Block[] {
  return [referenceTable(types), blobUseTable(types), receiptTable(types)];
}

function referenceTable({ key, integer }: SystemTypes): Block {
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

function blobUseTable({ key }: SystemTypes): Block {
  const names = ["file_id", "payload_uid", "resource_id"].map((name) => `${name} ${key} NOT NULL`);
  return {
    about: "Which data names which files.",
    statements: [
      createTable("specstar_blob_use", [...names, "PRIMARY KEY (file_id, payload_uid)"]),
      "CREATE INDEX specstar_blob_use_resource ON specstar_blob_use (resource_id, payload_uid);",
    ],
  };
}

function receiptTable({ key, text }: SystemTypes): Block {
  const columns = [`"key" ${key} NOT NULL PRIMARY KEY`, `fingerprint ${text} NOT NULL`, `token ${text} NOT NULL`];
  return {
    about: "What requests that are sent again are answered with.",
    statements: [
      createTable("specstar_receipt", [...columns, `lease_until ${key} NOT NULL`, `answer ${text}`, `expires ${key} NOT NULL`]),
      "CREATE INDEX specstar_receipt_expires ON specstar_receipt (expires);",
    ],
  };
}

function lockTable({ integer }: SystemTypes): Block {
  return {
    about: "Whose turn it is to write: each transaction that writes holds this row.",
    statements: [createTable("specstar_lock", [`id ${integer} NOT NULL PRIMARY KEY CHECK (id = 1)`]), "INSERT INTO specstar_lock (id) VALUES (1);"],
  };
}

function writerTable({ key, integer }: SystemTypes): Block {
  const columns = [`writer ${key} NOT NULL`, `n ${integer} NOT NULL`, "is_fence boolean NOT NULL", `lock_id ${integer} NOT NULL`];
  return {
    about: "Which transactions were committed: by this it is found out when a connection breaks. Rows are gone soon.",
    statements: [createTable("specstar_writer", [...columns, "written_at timestamp with time zone NOT NULL DEFAULT now()", "PRIMARY KEY (writer, n)"])],
  };
}
