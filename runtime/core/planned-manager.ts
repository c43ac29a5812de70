import type { Patch } from "./operations/patch.js";
import type { RevertOptions } from "./operations/revert.js";
import type { CreateOptions, UpdateOptions, WriteOptions } from "./options.js";
import type { PlannedResources } from "./planned-resources.js";
import type { ResourceMeta, RevisionInfo } from "./resource.js";

type Planned<Options> = Omit<Options, "receipt" | "validateOnly">;

/** What a `ResourceManager` does, within a unit: nothing has happened yet when a promise resolves, and reads show what will have. */
export interface PlannedManager<Data, Input> {
  create(data: Input, options?: Planned<CreateOptions>): Promise<RevisionInfo>;
  update(resourceId: string, data: Input, options?: Planned<UpdateOptions>): Promise<RevisionInfo>;
  patch(resourceId: string, patch: Patch, options?: Planned<UpdateOptions>): Promise<RevisionInfo>;
  publish(resourceId: string, options?: Planned<WriteOptions>): Promise<RevisionInfo>;
  revert(resourceId: string, revisionId: string | number, options?: Planned<RevertOptions>): Promise<RevisionInfo>;
  switch(resourceId: string, revisionId: string | number, options?: Planned<WriteOptions>): Promise<ResourceMeta>;
  delete(resourceId: string, options?: Planned<WriteOptions>): Promise<RevisionInfo>;
  restore(resourceId: string, options?: Planned<WriteOptions>): Promise<RevisionInfo>;
  purge(resourceId: string, options?: Planned<WriteOptions>): Promise<void>;
  /** @throws RESOURCE_NOT_FOUND, RESOURCE_DELETED */
  get(resourceId: string): Promise<Data>;
}

/** The typed face of the planned writes of one model. */
export function createPlannedManager<Data, Input>(planned: PlannedResources, decode: (text: string) => Data): PlannedManager<Data, Input> {
  return {
    create: async (data, options) => (await planned.create(data, options)).revision.value,
    update: async (resourceId, data, options) => (await planned.update(resourceId, data, options)).revision.value,
    patch: async (resourceId, patch, options) => (await planned.patch(resourceId, patch, options)).revision.value,
    publish: async (resourceId, options) => (await planned.publish(resourceId, options)).revision.value,
    revert: async (resourceId, revisionId, options) => (await planned.revert(resourceId, revisionId, options)).revision.value,
    switch: async (resourceId, revisionId, options) => (await planned.switch(resourceId, revisionId, options)).meta.value,
    delete: async (resourceId, options) => (await planned.delete(resourceId, options)).revision.value,
    restore: async (resourceId, options) => (await planned.restore(resourceId, options)).revision.value,
    purge: (resourceId, options) => planned.purge(resourceId, options),
    get: async (resourceId) => decode((await planned.get(resourceId)).data),
  };
}
