import type { OperationContext } from "../../core/context.js";
import type { ResourceMeta } from "../../core/resource.js";
import type { Reference } from "../../stores/meta-store.js";
import type { Finding } from "./finding.js";

/** Whether what a resource refers to is there. What is allowed to dangle is let be. */
export async function checkReferences({ meta, model }: OperationContext, { resourceId, currentRevisionId }: ResourceMeta, references: readonly Reference[]): Promise<readonly Finding[]> {
  const bound = references.filter(({ onDelete }) => onDelete !== "dangling");
  const found = await Promise.all(
    bound.map(async ({ path, target: { index, resourceId: targetId, n } }): Promise<readonly Finding[]> => {
      const target = (await meta.readMeta(index, targetId))?.meta.value;
      if (target !== undefined && !target.isDeleted && (n === null || n <= target.totalRevisionCount)) return [];
      const name = n === null ? targetId : `${targetId}:${n}`;
      const message = `The field ${path} of ${resourceId} refers to ${name}, which ${target?.isDeleted === true ? "is deleted" : "is not there"}.`;
      const advice = target?.isDeleted === true ? "Restore that, or update this to refer to something else." : "Restore that from a back-up, or update this to refer to something else.";
      return [{ kind: "broken-reference", severity: "error", model, resourceId, revisionId: currentRevisionId, message, advice, repairable: false }];
    }),
  );
  return found.flat();
}
