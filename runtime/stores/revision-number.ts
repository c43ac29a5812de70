/** The `n` of a revision id `<resourceId>:<n>`. The id must be one of ours: nothing that a client sent comes here. */
export function revisionNumber(revisionId: string): number {
  return Number(revisionId.slice(revisionId.lastIndexOf(":") + 1));
}
