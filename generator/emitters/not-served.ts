/**
 * What the emitters know and the runtime does not answer yet: the router, the OpenAPI document and the client leave it out. A name
 * that is taken from here is emitted from then on. In the client, methods rely on the options of writes: take those first. When
 * none is left, this file goes, with all that asks it.
 */
export const NOT_SERVED: ReadonlySet<string> = new Set([
  // Routes of models.
  "searchByBody",
  "patch",
  "publish",
  "purge",
  "revert",
  "diff",
  "referrers",
  "getBlob",
  "bulk",
  // Routes of the app, by their operations.
  "uploadBlob",
  "runBatch",
  "listChanges",
  "getChangeset",
  "revertChangeset",
  // Parameters of routes that are served, by their components.
  "NewId",
  "ValidateOnly",
  "Mode",
  "Reason",
  "ChangeReason",
  "IdempotencyKey",
  "IfModifiedSince",
  "IfUnmodifiedSince",
  "AsOf",
  "Returns",
  "Fields",
  "Filter",
  "RevisionsBy",
  "RevisionsOp",
  "Since",
  "Until",
  // An operator, a fact of revisions, a header.
  "like",
  "changesetId",
  "LastModified",
]);
