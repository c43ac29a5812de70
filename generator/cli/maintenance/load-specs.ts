import { importFromProject } from "../project-code.js";
import type { Spec, Storage } from "./runtime.js";

/** What the project's generated `index` exports, as far as we need it. */
interface Generated {
  openManagers(storage: Storage): Promise<Readonly<Record<string, { readonly spec: Spec }>>>;
}

const HELP = "run `specstar generate` and `npm install`, and make sure that the project compiles";

/**
 * The models of a project, by its generated code: that in TypeScript through the project's tsx, or else what was compiled to `dist/`.
 *
 * @param output the folder of the generated files.
 * @throws Refusal when there is neither.
 */
export async function loadSpecs(root: string, output: string, storage: Storage): Promise<readonly Spec[]> {
  const { openManagers } = await importFromProject<Generated>(root, `${output}/index.ts`, HELP);
  // A database that lacks a migration is what the doctor is to say, not a reason not to look.
  const managers = await openManagers({ ...storage, migrations: null });
  return Object.values(managers).map(({ spec }) => spec);
}
