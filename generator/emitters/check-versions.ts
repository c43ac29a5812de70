import type { Model, Project } from "../ir/model.js";
import { compareShapes, type Difference } from "./migrations/compare-shapes.js";
import { likelyRenames } from "./migrations/likely-renames.js";
import { versionsOf, type Lock } from "./migrations/lock-file.js";
import { parseLock } from "./migrations/parse-lock.js";
import { toShape, type Shape } from "./migrations/shape.js";
import { perModel } from "./per-model.js";

/** Something to tell about a model that has changed since the last run. */
export interface Finding {
  readonly code: "SPEC5001" | "SPEC5002" | "SPEC5003" | "SPEC5004";
  readonly model: string;
  readonly message: string;
  readonly help: string;
}

interface Version {
  readonly version: string;
  readonly shape: Shape;
}

/**
 * Compares the models with their older versions in the lock file.
 *
 * @param lock the lock file's text; null when there is none.
 * @throws LockFileError when the lock file is damaged.
 */
export function checkVersions(project: Project, lock: string | null): Finding[] {
  if (lock === null) return [];
  const parsed = parseLock(lock);
  return project.models.flatMap((model) => findingsOf(model, parsed));
}

const findingsOf = perModel((model, lock: Lock): readonly Finding[] => {
  const history = versionsOf(model.name, lock);
  const known = history.flatMap(({ version, shape }) => (lock.shapes[shape] === undefined ? [] : [{ version, shape: lock.shapes[shape] }]));
  const findings = checkModel(model, known);
  return findings.length > 0 ? findings : likelyRenames(model, lock);
});

function checkModel(model: Model, known: readonly Version[]): Finding[] {
  const newest = known.at(-1);
  if (newest === undefined) return [];
  const present = { version: model.schemaVersion, shape: toShape(model) };
  if (toNumber(present.version) < toNumber(newest.version)) return [lowered(model, newest.version)];
  if (present.version !== newest.version) return checkReach(model, known, present);
  const differences = compareShapes(newest.shape, present.shape);
  return differences.length > 0 ? [unversioned(model, differences)] : checkReach(model, known.slice(0, -1), present);
}

function toNumber(version: string): number {
  return Number(version.slice(1));
}

function lowered({ name, schemaVersion }: Model, newest: string): Finding {
  return {
    code: "SPEC5003",
    model: name,
    message: `\`${name}\` has been at ${newest}, and ${schemaVersion} is older.`,
    help: `Write \`schema(${name}, "${newest}")\`, or "${next(newest)}" when its shape is another one now.`,
  };
}

function unversioned({ name, schemaVersion }: Model, differences: readonly Difference[]): Finding {
  const isDerivable = differences.every(({ derivable }) => derivable);
  const version = next(schemaVersion);
  const step = `.step("${schemaVersion}", (old: ${name}${schemaVersion.toUpperCase()}): ${name} => ({ … }))`;
  return {
    code: "SPEC5001",
    model: name,
    message: `\`${name}\` has another shape than its ${schemaVersion} had: ${list(differences)}.`,
    help: isDerivable
      ? `Write \`schema(${name}, "${version}")\`; a step is not needed. A field that has another name says so: \`@renamedFrom\`.`
      : `Write \`schema(${name}, "${version}")${step}\`, which says how older data becomes the new one.`,
  };
}

function next(version: string): string {
  return `v${toNumber(version) + 1}`;
}

function list(differences: readonly Difference[]): string {
  return differences.map(({ text }) => text).join("; ");
}

/** Every older version must reach the present one: by a step where it has one, else by itself to the version after it. */
function checkReach({ name, functions }: Model, known: readonly Version[], present: Version): Finding[] {
  const stuck = new Map<string, readonly Difference[]>();
  // A version behind one that is stuck is not to blame.
  const arrived = new Set([present.version]);
  const following = (at: number) => known[at + 1] ?? present;
  for (const [at, { version, shape }] of [...known.entries()].toReversed()) {
    const steps = functions.steps.filter(({ from }) => from === version);
    const differences = steps.length > 0 ? [] : compareShapes(shape, following(at).shape).filter(({ derivable }) => !derivable);
    const isDeadEnd = steps.length > 0 && !steps.some(({ to }) => arrivesFrom(to, functions.steps, arrived, new Set()));
    if (isDeadEnd || differences.length > 0) stuck.set(version, differences);
    arrived.add(version);
  }
  return known.flatMap(({ version }, at) => {
    const differences = stuck.get(version);
    return differences === undefined ? [] : [missing(name, version, following(at).version, differences)];
  });
}

/** Steps may lead through versions that the lock file doesn't know. */
function arrivesFrom(version: string, steps: Model["functions"]["steps"], arrived: ReadonlySet<string>, seen: ReadonlySet<string>): boolean {
  if (arrived.has(version)) return true;
  if (seen.has(version)) return false;
  return steps.some(({ from, to }) => from === version && arrivesFrom(to, steps, arrived, new Set([...seen, version])));
}

function missing(model: string, version: string, following: string, differences: readonly Difference[]): Finding {
  const reason = differences.length === 0 ? "its steps lead to a version that nothing follows" : list(differences);
  return {
    code: "SPEC5002",
    model,
    message: `Data of \`${model}\` ${version} has no way to ${following}: ${reason}.`,
    help: `Write \`.step("${version}", (old: ${model}${version.toUpperCase()}) => ({ … }))\` behind \`schema()\`.`,
  };
}
