import type { ModelDraft } from "./read-model.js";
import type { Reader } from "./reader.js";

/** Reports models that another model holds as a value. To be asked when all models are known. */
export function checkEmbedded(drafts: readonly ModelDraft[], reader: Reader): void {
  for (const { model, source, node } of drafts) {
    for (const { name } of model.types) {
      const declaration = reader.objects.get(name)?.declaration ?? null;
      if (model.union !== null || declaration === null || !reader.modelClasses.has(declaration)) continue;
      const spot = reader.classUses.get(declaration) ?? { source, node };
      const help = `Refer to it: \`Ref<${name}>\`. Or declare an interface for a value that belongs to \`${model.name}\` alone.`;
      const related = [{ spot: { source, node }, message: `\`${model.name}\` holds it.` }];
      reader.reports.add("SPEC2008", { ...spot, related }, `\`${name}\` is a model of its own, and can't be a value in \`${model.name}\`.`, help);
    }
  }
}

/** Takes away the named types that no model uses: those that were only a step on the way, as `Address` in `Pick<Address, "city">`. */
export function forgetUnused(drafts: readonly ModelDraft[], reader: Reader): void {
  const used = new Set(drafts.flatMap(({ model }) => [model.name, ...model.types.map(({ name }) => name)]));
  for (const types of [reader.objects, reader.named]) for (const name of types.keys()) if (!used.has(name)) types.delete(name);
}
