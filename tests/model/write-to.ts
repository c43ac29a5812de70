import type { PlannedManager, ResourceMeta, RevisionInfo } from "@specstar/runtime";
import type { Data, Manager } from "./models.js";
import type { Write } from "./steps.js";

/** A write with its id and tag in the words of the real thing. */
export interface RealWrite extends Omit<Write, "id" | "options"> {
  readonly id: string | undefined;
  readonly options: Omit<Write["options"], "ifMatch"> & { readonly ifMatch?: string | undefined };
}

type Writer = Manager | PlannedManager<Data, Data>;

/** Makes a write, by a manager or within a unit. */
export async function writeTo(
  writer: Writer,
  { op, id = "", input, options }: RealWrite,
  more: { validateOnly?: boolean },
): Promise<RevisionInfo | ResourceMeta | null> {
  const all = { ...options, ...more };
  switch (op) {
    case "create":
      return writer.create(Object(input), { ...all, id: id === "" ? undefined : id });
    case "update":
      return writer.update(id, Object(input), all);
    case "merge":
      return writer.patch(id, { kind: "merge", patch: input }, all);
    case "json":
      return writer.patch(id, { kind: "json", operations: input }, all);
    case "switch":
      return writer.switch(id, Number(input), all);
    case "purge":
      await writer.purge(id, all);
      return null;
    case "revert":
      if (!("revert" in writer)) throw new Error("A unit has no reverts.");
      return writer.revert(id, Number(input), all);
    default:
      return writer[op](id, all);
  }
}
