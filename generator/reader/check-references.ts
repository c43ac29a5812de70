import type { Reader } from "./reader.js";

/** Reports references to what is no model of the project. To be asked when all files have been read. */
export function checkReferences({ targets, modelClasses, reports }: Reader): void {
  for (const { declaration, declaredIn, source, node } of targets) {
    if (modelClasses.has(declaration)) continue;
    const name = declaration.name?.text ?? "";
    const help = `Write \`export default schema(${name}, "v1");\` behind its class, or embed it as a nested object.`;
    const related = [{ spot: { source: declaredIn, node: declaration.name ?? declaration }, message: `\`${name}\` is declared here` }];
    reports.add("SPEC2113", { source, node, related }, `\`${name}\` is no model: it is never passed to \`schema()\`.`, help);
  }
}
