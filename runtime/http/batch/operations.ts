import type { Patch } from "../../core/operations/patch.js";
import type { UpdateOptions, WriteOptions } from "../../core/options.js";
import type { PlannedResources } from "../../core/planned-resources.js";
import type { RevisionResult } from "../../core/revision-result.js";
import { refuseProtected } from "../refuse-protected.js";
import type { ServedManager } from "../served-manager.js";
import type { Shown } from "../shown.js";

/** What an operation of a batch can be: the names of the routes that do the same. */
export type OperationName = "create" | "update" | "patch" | "publish" | "delete" | "restore" | "purge" | "switch" | "revert";

/** The members of an operation beside `op`, `model` and `reason`. Those that it needs are there. */
export interface Members extends Pick<UpdateOptions, "status" | "mode"> {
  readonly id?: string | undefined;
  readonly data?: unknown;
  readonly patch?: Patch | undefined;
  readonly n?: string | number | undefined;
  readonly ifMatch?: string | readonly string[] | undefined;
  readonly fields?: readonly string[] | undefined;
}

/** What an operation works on. */
export interface Target {
  readonly spec: ServedManager["spec"];
  readonly shown: Shown;
  readonly resources: PlannedResources;
}

/** What an operation is made of, and how it is planned, to the JSON text of its result. */
export interface OperationRow {
  readonly needs: readonly (keyof Members)[];
  readonly takes: readonly (keyof Members)[];
  plan(target: Target, members: Members, options: Pick<WriteOptions, "actor" | "reason" | "requestId">): Promise<string>;
}

export const OPERATIONS: Readonly<Record<OperationName, OperationRow>> = {
  create: {
    needs: ["data"],
    takes: ["id", "status"],
    async plan({ spec, resources }, { data, id, status }, options) {
      refuseProtected(spec, data);
      return textOf(await resources.create(data, { ...options, id, status }));
    },
  },
  update: {
    needs: ["id", "data"],
    takes: ["status", "mode", "ifMatch"],
    async plan({ spec, resources }, { id = "", data, ...rest }, options) {
      refuseProtected(spec, data);
      return textOf(await resources.update(id, data, { ...options, ...rest, keep: spec.protected }));
    },
  },
  patch: {
    needs: ["id", "patch"],
    takes: ["status", "mode", "ifMatch"],
    async plan({ spec, resources }, { id = "", patch = NO_PATCH, ...rest }, options) {
      return textOf(await resources.patch(id, patch, { ...options, ...rest, hidden: spec.hidden, sealed: spec.protected }));
    },
  },
  publish: {
    needs: ["id"],
    takes: ["ifMatch"],
    plan: async ({ resources }, { id = "", ifMatch }, options) => textOf(await resources.publish(id, { ...options, ifMatch })),
  },
  delete: {
    needs: ["id"],
    takes: ["ifMatch"],
    plan: async ({ resources }, { id = "", ifMatch }, options) => textOf(await resources.delete(id, { ...options, ifMatch })),
  },
  restore: {
    needs: ["id"],
    takes: ["ifMatch"],
    plan: async ({ resources }, { id = "", ifMatch }, options) => textOf(await resources.restore(id, { ...options, ifMatch })),
  },
  purge: {
    needs: ["id"],
    takes: ["ifMatch"],
    async plan({ resources }, { id = "", ifMatch }, options) {
      await resources.purge(id, { ...options, ifMatch });
      return "null";
    },
  },
  switch: {
    needs: ["id", "n"],
    takes: ["ifMatch"],
    async plan({ shown, resources }, { id = "", n = "", ifMatch }, options) {
      return shown.meta((await resources.switch(id, n, { ...options, ifMatch })).meta).text;
    },
  },
  revert: {
    needs: ["id", "n"],
    takes: ["fields", "ifMatch"],
    async plan({ spec, resources }, { id = "", n = "", ...rest }, options) {
      return textOf(await resources.revert(id, n, { ...options, ...rest, keep: spec.protected, hidden: spec.hidden }));
    },
  },
};

const NO_PATCH: Patch = { kind: "json", operations: [] };

function textOf({ revision }: RevisionResult): string {
  return revision.text;
}
