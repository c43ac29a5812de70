/** Which payload names which blobs. */
export class MemoryBlobUses {
  readonly #byPayload = new Map<string, readonly string[]>();

  add(payloadUid: string, fileIds: readonly string[]): void {
    if (fileIds.length > 0) this.#byPayload.set(payloadUid, [...fileIds]);
  }

  remove(payloadUid: string): void {
    this.#byPayload.delete(payloadUid);
  }

  /** What the payloads name, none twice. */
  named(payloadUids: readonly string[]): readonly string[] {
    return [...new Set(payloadUids.flatMap((uid) => this.#byPayload.get(uid) ?? []))];
  }

  /** What one payload names. */
  namedBy(payloadUid: string): readonly string[] {
    return this.#byPayload.get(payloadUid) ?? [];
  }

  unused(fileIds: readonly string[]): readonly string[] {
    const used = new Set([...this.#byPayload.values()].flat());
    return fileIds.filter((fileId) => !used.has(fileId));
  }
}
