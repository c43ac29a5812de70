import { readConfig } from "../../reader/read-config.js";
import { countOf } from "../count-of.js";
import { EXIT } from "../exit-code.js";
import { withProgress } from "../migrate/run.js";
import { findBackendConfig, loadFromProject } from "../project-modules.js";
import { printDiagnostics } from "../report.js";
import type { World } from "../world.js";
import { loadSpecs } from "./load-specs.js";
import { ENTRIES, type Copied, type CopyProgress, type Runtime } from "./runtime.js";

export interface CopyFlags {
  readonly from: string;
  readonly to: string;
  readonly json?: boolean;
}

/** `specstar copy`: copies one back end to another, and verifies it. Exits with 4 when the two differ in the end. */
export async function copyCommand(root: string, flags: CopyFlags, world: World): Promise<number> {
  const { config, diagnostics } = readConfig({ root });
  printDiagnostics(diagnostics, world);
  if (diagnostics.length > 0) return EXIT.badInput;
  const runtime = await loadFromProject<Runtime>(root, ENTRIES);
  const paths = [findBackendConfig(root, flags.from), findBackendConfig(root, flags.to)] as const;
  const from = await runtime.openBackend(paths[0]);
  try {
    const to = await runtime.openBackend(paths[1]);
    try {
      const specs = await loadSpecs(root, config.output, from);
      let soFar: CopyProgress = { step: "comparing", done: 0, total: null, rate: 0, secondsLeft: null };
      const onProgress = (now: CopyProgress): void => void (soFar = now);
      const copied = await withProgress(world, () => describeProgress(soFar), () => runtime.copyStorage(from, to, specs, { onProgress }));
      world.stdout(flags.json === true ? `${JSON.stringify(copied, null, 2)}\n` : describeCopy(copied));
      return copied.verified.differences.length === 0 ? EXIT.ok : EXIT.drift;
    } finally {
      await to.close();
    }
  } finally {
    await from.close();
  }
}

function describeProgress({ step, done, total, rate, secondsLeft }: CopyProgress): string {
  const rest = secondsLeft === null ? "" : `, about ${Math.ceil(secondsLeft)} s left`;
  return `${step}, ${done}${total === null ? "" : ` of ${total}`}, ${Math.round(rate)} a second${rest}`;
}

/** What came of a copy, in lines. */
export function describeCopy({ blobs, resources, jobs = 0, verified }: Copied): string {
  const { copied, changes, skipped, dropped } = resources;
  return [
    `copied ${countOf(copied, "resource")}, ${countOf(changes, "change")}, ${countOf(blobs.copied, "file")} of ${countOf(blobs.bytes, "byte")}\n`,
    ...(jobs === 0 ? [] : [`copied ${countOf(jobs, "job")} that ${jobs === 1 ? "has" : "have"} not ended, to wait there\n`]),
    `skipped ${countOf(skipped, "resource")} and ${countOf(blobs.skipped, "file")} that were there, dropped ${dropped} that were purged\n`,
    `verified ${countOf(verified.resources, "resource")}, ${countOf(verified.revisions, "revision")}, ${countOf(verified.blobs, "file")}\n`,
    ...verified.differences.map((difference) => `differs: ${difference}\n`),
  ].join("");
}
