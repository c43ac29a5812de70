import { randomUUID } from "node:crypto";
import {
  changeset,
  isSpecstarError,
  type Change,
  type ChangeOp,
  type Page,
  type RevisionOp,
  type Storage,
  type UncheckedSearch,
  type Unit,
} from "@specstar/runtime";
import { agree, Symbols } from "./agree.js";
import { openManagers, type Manager, type Model } from "./models.js";
import { jsonPatch } from "./oracle/patches.js";
import { Oracle } from "./oracle/oracle.js";
import { Refused } from "./oracle/state.js";
import type { ResolvedWrite } from "./oracle/writes.js";
import { toPlaces } from "./places.js";
import { isCondition } from "./random-search.js";
import type { Step, Write } from "./steps.js";
import { writeTo, type RealWrite } from "./write-to.js";

type StepOf<Kind extends Step["kind"]> = Step & { readonly kind: Kind };

interface Answer {
  readonly code?: string;
  readonly value?: unknown;
}

/** A sequence of steps that the real thing and the oracle take side by side. */
export class Session {
  readonly #storage: Storage;
  readonly #managers: Readonly<Record<Model, Manager>>;
  readonly #oracle = new Oracle();
  readonly #symbols = new Symbols();
  readonly #places = toPlaces(this.#oracle);

  constructor(storage: Storage) {
    this.#storage = storage;
    this.#managers = openManagers(storage, { clock: () => new Date(this.#oracle.now) });
  }

  /** @throws Error when the two differ. */
  async take(step: Step): Promise<void> {
    switch (step.kind) {
      case "wait":
        this.#oracle.now += step.ms;
        return;
      case "write":
        return this.#write(step);
      case "changeset":
        return this.#changeset(step);
      case "bulk":
        return this.#bulk(step);
      case "get":
        return this.#get(step);
      case "history":
        return this.#history(step);
      case "diff":
        return this.#diff(step);
      case "referrers":
        return this.#referrers(step);
      case "search":
        return this.#search(step);
      case "changes":
        return this.#changes(step);
    }
  }

  /** Compares everything that there is. */
  async compareAll(): Promise<void> {
    for (const model of ["team", "person", "note"] as const) {
      await this.#search({ kind: "search", model, search: { where: null, orderBy: [], limit: 7, includeDeleted: true } });
      for (const id of this.#places.known(model)) {
        await this.#history({ kind: "history", model, id, limit: 50, filter: {} });
        await this.#referrers({ kind: "referrers", model, id, limit: 50 });
        for (const asOf of [0, 1, 1000].map((ago) => new Date(this.#oracle.now - ago).toISOString())) {
          await this.#get({ kind: "get", model, id, asOf, includeDeleted: true });
        }
      }
    }
    await this.#changes({ kind: "changes", limit: 1000 });
  }

  async #write({ write, validateOnly }: StepOf<"write">): Promise<void> {
    const { real, resolved } = await this.#resolve(write);
    const actual = await answerOf(() => writeTo(this.#managers[write.model], real, { validateOnly }));
    const expected = await answerOf(() => this.#oracle.write([named(resolved, actual.value)], { validateOnly }).result[0]);
    agree(this.#symbols, expected, actual);
  }

  async #changeset({ writes, validateOnly }: StepOf<"changeset">): Promise<void> {
    const all: { real: RealWrite; resolved: ResolvedWrite }[] = [];
    for (const write of writes) all.push(await this.#resolve(write));
    const results: unknown[] = [];
    const plan = async (unit: Unit): Promise<unknown[]> => {
      results.length = 0;
      for (const { real } of all) results.push(await writeTo(this.#managers[real.model].within(unit), real, {}));
      return results;
    };
    const actual = await answerOf(() => changeset(this.#storage, plan, { validateOnly }));
    const resolved = all.map((each, at) => named(each.resolved, actual.code === undefined ? results[at] : undefined));
    agree(this.#symbols, await answerOf(() => this.#oracle.write(resolved, { validateOnly, isChangeset: true })), actual);
  }

  async #bulk({ model, where, op, patch, most }: StepOf<"bulk">): Promise<void> {
    const action = { op, patch: this.#places.resolve(patch) };
    const condition = this.#condition(where);
    const actual = await answerOf(() => this.#managers[model].encoded.bulk(condition, action, { most }));
    agree(this.#symbols, await answerOf(() => this.#oracle.bulk(model, { where: condition, ...action, most })), actual);
  }

  async #get({ model, id, n, asOf, includeDeleted }: StepOf<"get">): Promise<void> {
    const at = this.#places.idOf(id);
    const time = asOf === undefined ? undefined : String(this.#places.resolve(asOf));
    const options = { revisionId: n, asOf: time === undefined ? undefined : new Date(time), includeDeleted };
    agree(
      this.#symbols,
      await answerOf(() => this.#oracle.get(at, { n, asOf: time, includeDeleted })),
      await answerOf(() => this.#managers[model].get(at, options)),
    );
  }

  async #history({ model, id, limit, filter }: StepOf<"history">): Promise<void> {
    const at = this.#places.idOf(id);
    const only: { createdBy?: string; op?: RevisionOp; since?: string; until?: string } = Object(this.#places.resolve(filter));
    const actual = await answerOf(() => walk((cursor) => this.#managers[model].listRevisions(at, { ...only, limit, cursor })));
    agree(this.#symbols, await answerOf(() => this.#oracle.history(at, only)), actual);
  }

  /** What the patch says was there was there, and it leads where it says. */
  async #diff({ model, id, from, to }: StepOf<"diff">): Promise<void> {
    const at = this.#places.idOf(id);
    const expected = await answerOf(() => this.#oracle.between(at, { from, to }));
    const actual = await answerOf(async () => {
      const { patch, ...ends } = await this.#managers[model].diff(at, { from, to });
      const [before] = this.#oracle.between(at, { from, to });
      const steps = patch.flatMap((operation) => {
        const { path } = operation;
        return "oldValue" in operation ? [{ op: "test", path, value: operation.oldValue }, operation] : [operation];
      });
      return { ...ends, data: jsonPatch(before.data, steps) };
    });
    const [before, after] = Array.isArray(expected.value) ? expected.value : [];
    agree(
      this.#symbols,
      expected.code === undefined ? { value: { from: before.info.revisionId, to: after.info.revisionId, data: after.data } } : expected,
      actual,
    );
  }

  async #referrers({ model, id, limit }: StepOf<"referrers">): Promise<void> {
    const at = this.#places.idOf(id);
    const actual = await answerOf(() => walk((cursor) => this.#managers[model].listReferrers(at, { limit, cursor })));
    agree(this.#symbols, await answerOf(() => this.#oracle.referrers(at)), actual);
  }

  async #search({ model, search }: StepOf<"search">): Promise<void> {
    const { where, orderBy, includeDeleted } = { ...search, where: this.#condition(search.where) };
    const { encoded } = this.#managers[model];
    const asked: UncheckedSearch = { where, orderBy, includeDeleted, limit: search.limit };
    const actual = await answerOf(async () => {
      const items = await walk((cursor) => encoded.search({ ...asked, cursor }));
      const { total } = await encoded.search({ ...asked, count: "exact" });
      const counted = await encoded.count({ where, includeDeleted });
      return { items: items.map(({ data, revision, meta }) => ({ data, revision: revision.value, meta: meta.value })), total, counted };
    });
    const expected = await answerOf(() => {
      const items = this.#oracle.search(model, { where, orderBy, includeDeleted });
      const texts = items.map(({ data, revision, meta }) => ({ data: JSON.stringify(data), revision, meta }));
      return { items: texts, total: items.length, counted: items.length };
    });
    agree(this.#symbols, expected, actual);
  }

  /** The rows of one unit may be in any order, as far as they are of different resources. */
  async #changes({ limit }: StepOf<"changes">): Promise<void> {
    const rows: Change[] = [];
    for (;;) {
      const page = await this.#storage.meta.listChanges({ since: rows.at(-1)?.seq ?? 0, limit });
      rows.push(...page);
      if (page.length < limit) break;
    }
    if (rows.some(({ seq }, at) => at > 0 && seq <= Number(rows[at - 1]?.seq))) throw new Error("The numbers of the changes don't grow.");
    const { log } = this.#oracle;
    const inUnits = (all: readonly Logged[]) => {
      const units = all.map((row, at) => ({ row, unit: log[at]?.unit ?? 0 }));
      return units.toSorted((a, b) => a.unit - b.unit || compare(a.row.resourceId, b.row.resourceId)).map(({ row }) => row);
    };
    const logged = log.map(({ unit: _unit, ...row }) => row);
    agree(this.#symbols, inUnits(logged), inUnits(rows.map(({ seq: _seq, ...row }) => row)));
  }

  #condition(where: unknown): UncheckedSearch["where"] {
    const condition = this.#places.resolve(where);
    return isCondition(condition) ? condition : null;
  }

  /** A write as each of the two is told it. */
  async #resolve(write: Write): Promise<{ real: RealWrite; resolved: ResolvedWrite }> {
    const { ifMatch, ...options } = write.options;
    const { model, op } = write;
    const id = op === "create" ? write.id : this.#places.idOf(write.id);
    const input = this.#places.resolve(write.input);
    const tag = ifMatch === undefined ? undefined : await this.#tagOf(model, String(id), ifMatch);
    const shared = { op, model, input };
    const ofOracle = { ...options, ...(tag === undefined ? {} : { ifMatch: tag.symbol }) };
    const given = id === undefined ? undefined : String(id);
    const whole = given === undefined ? "" : `${model}:${given.replace(`${model}:`, "")}`;
    return {
      real: { ...shared, id: given, options: { ...options, ifMatch: tag?.text } },
      resolved: { ...shared, id: whole, options: ofOracle },
    };
  }

  async #tagOf(model: Model, id: string, wanted: string): Promise<{ symbol: string; text: string }> {
    if (wanted === "any") return { symbol: "*", text: "*" };
    const tags = this.#oracle.tagsOf(id);
    const symbol = wanted === "right" ? tags.at(-1) : tags[0];
    if (symbol === undefined || wanted === "wrong") return { symbol: "none", text: "none" };
    agree(this.#symbols, tags.at(-1), await this.#managers[model].encoded.getEtag(id, { includeDeleted: true }));
    const text = this.#symbols.textOf(symbol);
    return text === undefined ? { symbol: "none", text: "none" } : { symbol, text };
  }
}

type Logged = Omit<Change, "seq"> & { readonly op: ChangeOp };

/** The id that none was given for is the real thing's to choose; a write that it refused gets one that nothing has. */
function named(write: ResolvedWrite, result: unknown): ResolvedWrite {
  if (write.id !== "") return write;
  const id: unknown = typeof result === "object" && result !== null ? Reflect.get(result, "resourceId") : undefined;
  return { ...write, id: typeof id === "string" && id.startsWith(`${write.model}:`) ? id : `${write.model}:${randomUUID()}` };
}

async function answerOf(work: () => unknown): Promise<Answer> {
  try {
    return { value: await work() };
  } catch (error) {
    if (isSpecstarError(error) || error instanceof Refused) return { code: error.code };
    throw error;
  }
}

/** All items of a list that is read page by page. */
async function walk<Item>(read: (cursor: string | undefined) => Promise<Page<Item>>): Promise<Item[]> {
  const items: Item[] = [];
  let cursor: string | undefined;
  do {
    const page = await read(cursor);
    items.push(...page.items);
    cursor = page.nextCursor ?? undefined;
  } while (cursor !== undefined);
  return items;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
