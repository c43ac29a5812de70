// What is measured: projects of so many models, the same in every run.

const NOUNS = ["Order", "Invoice", "Customer", "Shipment", "Contract", "Ticket", "Device", "Article", "Payment", "Release"];

/**
 * @typedef {object} Field
 * @property {string} name
 * @property {"text" | "int" | "number" | "boolean" | "date" | "choice" | "texts" | "object"} kind
 * @property {boolean} indexed
 * @property {boolean} nullable
 */

/** Twelve fields of a mix of types, four of them indexed: every model has these. @type {readonly Field[]} */
export const FIELDS = [
  { name: "title", kind: "text", indexed: true, nullable: false },
  { name: "description", kind: "text", indexed: false, nullable: true },
  { name: "status", kind: "choice", indexed: true, nullable: false },
  { name: "owner", kind: "text", indexed: true, nullable: true },
  { name: "dueAt", kind: "date", indexed: true, nullable: true },
  { name: "closedAt", kind: "date", indexed: false, nullable: true },
  { name: "quantity", kind: "int", indexed: false, nullable: false },
  { name: "price", kind: "number", indexed: false, nullable: false },
  { name: "urgent", kind: "boolean", indexed: false, nullable: false },
  { name: "labels", kind: "texts", indexed: false, nullable: false },
  { name: "address", kind: "object", indexed: false, nullable: false },
  { name: "note", kind: "text", indexed: false, nullable: true },
];

/** @param {number} n such as `Invoice17`; different for each `n` */
export function modelName(n) {
  return `${NOUNS[n % NOUNS.length]}${n}`;
}

/** The values of the field `status`, which differ from model to model. @param {number} n */
export function choices(n) {
  return ["open", "in_progress", `state_${n % 7}`, "resolved"];
}
