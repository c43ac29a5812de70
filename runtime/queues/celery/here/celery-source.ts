import type { JobDesk } from "../../../jobs/job-desk.js";
import type { ClaimedRow, JobRow } from "../../../stores/job-table.js";
import type { Delivery } from "../../amqp/delivery.js";
import { timeToLookAgain } from "../../amqp/look-again.js";
import type { Settlement } from "../../message-queue.js";
import type { Link } from "../link.js";
import type { Names } from "../names.js";
import { toResourceId } from "../protocol/task-ids.js";
import { admit, type Admission } from "./admit.js";
import { Inbox } from "./inbox.js";
import { answer, sendAgain, toAnswer } from "./replies.js";
import { Revoked } from "./revoked.js";

/** How long a task waits whose job can't be had now, for somebody else holds it or its key is taken. */
const LOOK_AGAIN_MS = 1_000;

interface SourceParts {
  readonly desk: JobDesk;
  readonly link: Link;
  readonly names: Names;
  /** Told how many tasks wait for their time here. */
  readonly onPostponed: (count: number) => void;
  readonly onTrouble: (error: unknown) => void;
}

type Admitted = Extract<Admission, { kind: "job" }> & { readonly delivery: Delivery };

interface Taken extends Admitted {
  /** Of the hold under which it is run. */
  readonly token: string;
}

/** The tasks of a queue, as jobs. A message is settled after its job: whoever dies in between leaves it to another. */
export class CelerySource {
  readonly #parts: SourceParts;
  readonly #inbox = new Inbox<Delivery>();
  readonly #revoked = new Revoked();
  /** The jobs that are being run, by their resource ids. */
  readonly #taken = new Map<string, Taken>();

  constructor(parts: SourceParts) {
    this.#parts = parts;
  }

  receive(delivery: Delivery): void {
    this.#inbox.put(delivery);
  }

  /** Forgets what was delivered, and not taken: it comes again. */
  forget(): void {
    this.#inbox.clear();
    this.#parts.onPostponed(0);
  }

  revoke(taskId: string): void {
    this.#revoked.add(taskId);
    const { desk, names, onTrouble } = this.#parts;
    const resourceId = toResourceId(names.model, taskId);
    if (this.#taken.has(resourceId)) desk.requestCancel(resourceId).catch(onTrouble);
  }

  async take(limit: number, signal: AbortSignal): Promise<readonly ClaimedRow[]> {
    for (;;) {
      const deliveries = await this.#inbox.take(limit, signal);
      if (deliveries.length === 0) return [];
      const admitted = await Promise.all(deliveries.map((delivery) => this.#orLater(delivery, () => this.#admit(delivery))));
      const rows = await this.#claim(admitted.filter((each) => each !== undefined));
      this.#parts.onPostponed(this.#inbox.postponed);
      if (rows.length > 0) return rows;
    }
  }

  async settle({ resourceId, hold }: ClaimedRow, settlement: Settlement): Promise<void> {
    const taken = this.#taken.get(resourceId);
    if (taken?.token !== hold.token) return;
    this.#taken.delete(resourceId);
    // What can't be told now is told later: the message is looked at again, and finds what its job has come to.
    await this.#orLater(taken.delivery, () => this.#finish(taken, settlement));
  }

  /** Those of their jobs that can be had now. */
  async #claim(admitted: readonly Admitted[]): Promise<readonly ClaimedRow[]> {
    const byId = new Map(admitted.map((each) => [each.resourceId, each]));
    try {
      const rows = byId.size === 0 ? [] : await this.#parts.desk.claim(byId.size, [...byId.keys()]);
      const others = new Set(admitted);
      for (const { resourceId, hold } of rows) {
        const each = byId.get(resourceId);
        if (each === undefined) continue;
        this.#taken.set(resourceId, { ...each, token: hold.token });
        others.delete(each);
      }
      await Promise.all([...others].map((each) => this.#orLater(each.delivery, () => this.#passOver(each))));
      return rows;
    } catch (error) {
      this.#parts.onTrouble(error);
      for (const { delivery } of admitted) this.#lookAgain(delivery);
      return [];
    }
  }

  /** What fails, as when the database is away, is tried again. */
  async #orLater<Result>(delivery: Delivery, work: () => Promise<Result>): Promise<Result | undefined> {
    try {
      return await work();
    } catch (error) {
      this.#parts.onTrouble(error);
      this.#lookAgain(delivery);
      return undefined;
    }
  }

  #lookAgain(delivery: Delivery, from = 0): void {
    this.#inbox.postpone(delivery, Math.max(from, Date.now() + LOOK_AGAIN_MS));
  }

  async #admit(delivery: Delivery): Promise<Admitted | undefined> {
    const { desk, names, link } = this.#parts;
    const admission = await admit(desk, names, delivery.message, (taskId) => this.#revoked.has(taskId));
    switch (admission.kind) {
      case "job":
        return { ...admission, delivery };
      case "later":
        this.#inbox.postpone(delivery, admission.until);
        return undefined;
      case "over":
        await this.#end(delivery, admission);
        return undefined;
      case "refused":
        if (admission.asked !== null) await answer(link, admission.asked, { status: "FAILURE", error: admission.problem });
        delivery.acknowledge();
        return undefined;
    }
  }

  /** Cancels what waits to be tried again, and says so. */
  async #end(delivery: Delivery, { task, resourceId, reason }: Extract<Admission, { kind: "over" }>): Promise<void> {
    const { desk, link } = this.#parts;
    const [row] = await desk.claim(1, [resourceId]);
    if (row !== undefined) await desk.close(row, { kind: "cancelled" });
    await answer(link, task, { status: "REVOKED", error: reason });
    delivery.acknowledge();
  }

  /** A task whose job can't be had: it is being run, or waits, or has ended. */
  async #passOver(admitted: Admitted): Promise<void> {
    const { resourceId, delivery, isOurs } = admitted;
    const running = this.#taken.get(resourceId);
    if (running !== undefined) {
      // The connection that brought it first is lost, or it was sent twice: it is settled as the one that came last.
      running.delivery.acknowledge();
      this.#taken.set(resourceId, { ...running, delivery });
      return;
    }
    const [row] = await this.#parts.desk.read([resourceId]);
    if (isOurs) this.#leave(delivery, row);
    else if (row !== undefined) this.#lookAgain(delivery, Date.parse(row.dueAt));
    else await this.#tellOutcome(admitted);
  }

  /**
   * Nobody needs the message of a job of ours that has ended, or that somebody runs, unless that may have been a worker that has died. One
   * that waits, for its time or for a place among its key's, is heard of by this message alone.
   */
  #leave(delivery: Delivery, row: JobRow | undefined): void {
    if (row?.hold === null) this.#lookAgain(delivery, timeToLookAgain(row.dueAt));
    else if (row !== undefined && delivery.message.fields.redelivered) this.#lookAgain(delivery, Date.parse(row.hold.leaseUntil));
    else delivery.acknowledge();
  }

  /** Whoever ran the job has died before it could say so, or the task was sent once more. */
  async #tellOutcome({ resourceId, delivery, task }: Admitted): Promise<void> {
    const outcome = (await this.#parts.desk.outcome(resourceId)) ?? { kind: "cancelled", error: "Its job is gone." };
    if (outcome.kind === "waits" || outcome.kind === "lost") return this.#lookAgain(delivery);
    await answer(this.#parts.link, task, toAnswer(outcome));
    delivery.acknowledge();
  }

  async #finish({ delivery, task, isOurs }: Admitted, settlement: Settlement): Promise<void> {
    const { link, names } = this.#parts;
    // Somebody else has its job: one that has asked waits for what becomes of it.
    if (settlement.kind === "lost" && !isOurs) return this.#lookAgain(delivery);
    if (settlement.kind === "waits") await sendAgain(link, names.queue, { wire: delivery.message, task }, settlement);
    else if (settlement.kind !== "lost") await answer(link, task, toAnswer(settlement));
    delivery.acknowledge();
  }
}
