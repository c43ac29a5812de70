import { join } from "node:path";
import { readConfig } from "../../reader/read-config.js";
import { EXIT } from "../exit-code.js";
import { withProgress } from "../migrate/run.js";
import { findBackendConfig, loadFromProject } from "../project-modules.js";
import { printDiagnostics } from "../report.js";
import type { World } from "../world.js";
import { checkFirstDeployment, type Check } from "./first-deployment.js";
import { loadSpecs } from "./load-specs.js";
import { ENTRIES, type Finding, type Rebuilt, type Runtime, type Spec, type Storage } from "./runtime.js";

export interface DoctorFlags {
  /** In milliseconds. */
  readonly grace: number;
  readonly config: string;
  readonly repair?: boolean;
  readonly rebuild?: boolean;
  readonly json?: boolean;
}

/** `specstar doctor`: says what is wrong with what is stored, and mends it if asked to. Exits with 4 while something is. */
export async function doctorCommand(root: string, flags: DoctorFlags, world: World): Promise<number> {
  const { config, diagnostics } = readConfig({ root });
  printDiagnostics(diagnostics, world);
  if (diagnostics.length > 0) return EXIT.badInput;
  const runtime = await loadFromProject<Runtime>(root, ENTRIES);
  const path = findBackendConfig(root, flags.config);
  const storage = await runtime.openBackend(path);
  try {
    const specs = await loadSpecs(root, config.output, storage);
    if (flags.rebuild === true) return await rebuild({ runtime, storage, specs }, flags, world);
    const dialect = storage.migrations?.dialect;
    const migrations = dialect === undefined ? undefined : await runtime.readMigrations(join(root, config.migrations), dialect);
    const findings = await examine({ runtime, storage, specs }, { ...flags, migrations }, world);
    const checklist = await checkFirstDeployment(storage, () => runtime.openBackend(path));
    if (flags.json === true) world.stdout(`${JSON.stringify({ findings, checklist }, null, 2)}\n`);
    else world.stdout([...findings.map(describe), ...checklist.map(describeCheck)].join(""));
    const open = findings.filter(({ severity, repaired }) => severity !== "info" && repaired !== true);
    world.stderr(open.length === 0 ? "Nothing is wrong.\n" : `${open.length} to put right.\n`);
    return open.length === 0 ? EXIT.ok : EXIT.drift;
  } finally {
    await storage.close();
  }
}

interface Patient {
  readonly runtime: Runtime;
  readonly storage: Storage;
  readonly specs: readonly Spec[];
}

async function examine({ runtime, storage, specs }: Patient, { grace, repair = false, migrations }: DoctorFlags & { migrations: unknown }, world: World): Promise<readonly Finding[]> {
  let seen = { resources: 0, envelopes: 0 };
  const onProgress = (soFar: typeof seen): void => void (seen = soFar);
  const findings: Finding[] = [];
  await withProgress(world, () => `looking: ${seen.resources} resources, ${seen.envelopes} envelopes so far`, async () => {
    const options = { grace, repair, onProgress, clock: world.now, ...(migrations === undefined ? {} : { migrations }) };
    for await (const finding of runtime.diagnose(storage, specs, options)) findings.push(finding);
  });
  return findings;
}

async function rebuild({ runtime, storage, specs }: Patient, { json = false }: DoctorFlags, world: World): Promise<number> {
  let resources = 0;
  const onProgress = (soFar: Rebuilt): void => void (resources = soFar.resources);
  const rebuilt = await withProgress(world, () => `rebuilding, ${resources} resources so far`, () => runtime.rebuildMeta(storage, specs, { onProgress }));
  if (json) world.stdout(`${JSON.stringify(rebuilt, null, 2)}\n`);
  else {
    world.stdout(`rebuilt ${rebuilt.resources} resources with ${rebuilt.revisions} revisions from ${rebuilt.envelopes} envelopes\n`);
    for (const { resourceId, reason } of rebuilt.left) world.stdout(`left out ${resourceId}: ${reason}\n`);
  }
  return rebuilt.left.length === 0 ? EXIT.ok : EXIT.drift;
}

function describe({ severity, kind, message, advice, repaired }: Finding): string {
  return `${severity} ${kind}: ${message}\n  ${repaired === true ? "Repaired." : advice}\n`;
}

function describeCheck({ title, passed, advice }: Check): string {
  if (passed === true) return `[x] ${title}\n`;
  return `[ ] ${title}\n    ${advice}\n`;
}
