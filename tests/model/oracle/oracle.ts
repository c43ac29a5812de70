import type { Condition, Order, ResourceMeta, RevisionInfo } from "@specstar/runtime";
import type { Data, Model } from "../models.js";
import { INDEXED } from "./data.js";
import { checkCondition, inOrder, meets, sorted } from "./search.js";
import { currentOf, metaOf, Refused, revisionOf, tagOf, type Resource, type Revision, type Row, type State } from "./state.js";
import { checkUnit, newSymbol, referrersOf, type Unit } from "./unit.js";
import { planWrite, type ResolvedWrite } from "./writes.js";

export interface Found {
  readonly data: Data;
  readonly revision: RevisionInfo;
  readonly meta: ResourceMeta;
}

export interface UnitOptions {
  readonly validateOnly?: boolean | undefined;
  /** Whether the writes have a changeset even if it is but one. */
  readonly isChangeset?: boolean | undefined;
}

/** What resources do, said once more in the simplest way: nothing here is fast, and nothing is taken from what it is to judge. */
export class Oracle {
  now = Date.parse("2026-01-01T00:00:00.000Z");
  #state: State = { resources: new Map(), log: [], units: 0 };

  get time(): string {
    return new Date(this.now).toISOString();
  }

  get log(): readonly Row[] {
    return this.#state.log;
  }

  /** Writes that happen together or not at all. */
  write(writes: readonly ResolvedWrite[], options: UnitOptions = {}) {
    return this.#run((unit) => writes.map((write) => planWrite(unit, write)), options);
  }

  bulk(
    model: Model,
    { where, op, patch, most }: { where: Condition | null; op: "update" | "delete" | "restore"; patch: unknown; most: number },
  ) {
    if (where !== null) checkCondition(where, INDEXED[model]);
    const isMet = (resource: Resource | undefined) =>
      resource !== undefined &&
      resource.isDeleted === (op === "restore") &&
      (where === null || meets(where, metaOf(resource, INDEXED[model])));
    const ids = this.#ofModel(model)
      .filter(isMet)
      .map(({ id }) => id)
      .toSorted(inOrder);
    if (ids.length > most) throw new Refused("TOO_MANY_MATCHES");
    const plan = (unit: Unit): number => {
      const stillMet = ids.filter((id) => {
        const isNow = isMet(unit.state.resources.get(id));
        if (isNow) planWrite(unit, { op: op === "update" ? "merge" : op, model, id, input: patch, options: {} });
        return isNow;
      });
      return stillMet.length;
    };
    const { changesetId, result } = this.#run(plan, { isChangeset: true });
    return { changesetId, count: result };
  }

  get(id: string, { n, asOf, includeDeleted }: { n?: number | undefined; asOf?: string | undefined; includeDeleted: boolean }): Found {
    const resource = this.find(id);
    const moment = asOf === undefined ? undefined : resource.past.findLast(({ at }) => at <= asOf);
    if (asOf !== undefined && moment === undefined) throw new Refused("RESOURCE_NOT_FOUND");
    const { isDeleted } = moment ?? resource;
    if (isDeleted && n === undefined && !includeDeleted) throw new Refused("RESOURCE_DELETED");
    return toFound(resource, revisionOf(resource, n ?? moment?.n ?? resource.current));
  }

  history(
    id: string,
    { createdBy, op, since, until }: { createdBy?: string; op?: string; since?: string; until?: string },
  ): RevisionInfo[] {
    const infos = this.find(id)
      .revisions.map(({ info }) => info)
      .toReversed();
    const isMeant = (info: RevisionInfo) =>
      (createdBy === undefined || info.createdBy === createdBy) && (op === undefined || info.op === op);
    const isThen = ({ createdTime }: RevisionInfo) =>
      (since === undefined || createdTime >= since) && (until === undefined || createdTime < until);
    return infos.filter((info) => isMeant(info) && isThen(info));
  }

  /** The two revisions that a diff is between. */
  between(id: string, { from, to }: { from?: number | undefined; to?: number | undefined }): readonly [Revision, Revision] {
    const resource = this.find(id);
    const after = revisionOf(resource, to ?? resource.current);
    const parent = after.info.parentRevisionId ?? after.info.revisionId;
    return [revisionOf(resource, from ?? Number(parent.slice(id.length + 1))), after];
  }

  referrers(id: string) {
    this.find(id);
    const all = referrersOf(this.#state, id).map(({ resource, reference: { path, onDelete, n } }) => ({
      resourceId: resource.id,
      path,
      onDelete,
      n,
    }));
    return all.toSorted((a, b) => inOrder(a.resourceId, b.resourceId) || inOrder(a.path, b.path));
  }

  search(
    model: Model,
    { where, orderBy, includeDeleted }: { where: Condition | null; orderBy: readonly Order[]; includeDeleted: boolean },
  ): Found[] {
    if (where !== null) checkCondition(where, INDEXED[model]);
    const seen = this.#ofModel(model).filter(({ isDeleted }) => includeDeleted || !isDeleted);
    const found = seen.map((resource) => toFound(resource, currentOf(resource)));
    return sorted(
      found.filter(({ meta }) => where === null || meets(where, meta)),
      orderBy,
    );
  }

  /** @throws Refused RESOURCE_NOT_FOUND */
  find(id: string): Resource {
    const resource = this.#state.resources.get(id);
    if (resource === undefined) throw new Refused("RESOURCE_NOT_FOUND");
    return resource;
  }

  stateOf(id: string): "live" | "deleted" | "missing" {
    const resource = this.#state.resources.get(id);
    if (resource === undefined) return "missing";
    return resource.isDeleted ? "deleted" : "live";
  }

  /** The ETags that a resource has had, the present one last; none when it isn't there. */
  tagsOf(id: string): readonly string[] {
    const resource = this.#state.resources.get(id);
    return resource === undefined ? [] : [...resource.tags, tagOf(resource)];
  }

  #ofModel(model: Model): readonly Resource[] {
    return [...this.#state.resources.values()].filter((resource) => resource.model === model);
  }

  #run<Result>(
    plan: (unit: Unit) => Result,
    options: UnitOptions,
    changesetId = options.isChangeset === true ? newSymbol() : null,
  ): { changesetId: string | null; result: Result } {
    const unit: Unit = {
      state: structuredClone(this.#state),
      now: this.time,
      changesetId,
      problems: [],
      restrictions: [],
      written: new Set(),
      writes: 0,
    };
    const result = plan(unit);
    if (unit.writes > 1 && changesetId === null) return this.#run(plan, options, newSymbol());
    checkUnit(unit);
    if (options.validateOnly !== true) this.#state = { ...unit.state, units: unit.state.units + 1 };
    return { changesetId, result };
  }
}

function toFound(resource: Resource, { data, info }: Revision): Found {
  return { data, revision: info, meta: metaOf(resource, INDEXED[resource.model]) };
}
