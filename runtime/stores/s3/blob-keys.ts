/** Under which keys the blobs below a prefix are kept, and what belongs to them. Only ever made of file ids and random ids that were checked. */
export class BlobKeys {
  /** What the keys of all blobs begin with; the next part is theirs in the order of the file ids. */
  readonly blobs: string;
  readonly uses: string;
  readonly tombs: string;
  /** What clients have brought by themselves. */
  readonly uploads: string;
  /** The copies of that which nobody outside can change any more. */
  readonly checks: string;

  constructor(prefix: string) {
    this.blobs = `${prefix}blobs/`;
    this.uses = `${prefix}blob-uses/`;
    this.tombs = `${prefix}blob-tombs/`;
    this.uploads = `${prefix}blob-uploads/`;
    this.checks = `${prefix}blob-checks/`;
  }

  blob(fileId: string): string {
    return `${this.blobs}${fileId.slice(0, 2)}/${fileId.slice(2, 4)}/${fileId}`;
  }

  use(fileId: string): string {
    return `${this.uses}${fileId}`;
  }

  /** What the keys of all deleters of a blob begin with. */
  tombsOf(fileId: string): string {
    return `${this.tombs}${fileId}/`;
  }
}
