/** As many as a worker of Celery's remembers. */
const MOST = 50_000;

/** The tasks that were revoked lately. */
export class Revoked {
  readonly #ids = new Set<string>();

  add(taskId: string): void {
    this.#ids.delete(taskId);
    this.#ids.add(taskId);
    for (const oldest of this.#ids) {
      if (this.#ids.size <= MOST) break;
      this.#ids.delete(oldest);
    }
  }

  has(taskId: string): boolean {
    return this.#ids.has(taskId);
  }
}
