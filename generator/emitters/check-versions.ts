import type { Model, Project } from "../ir/model.js";
import { compareShapes, type Difference } from "./migrations/compare-shapes.js";
import { likelyRenames } from "./migrations/likely-renames.js";
import { parseLock } from "./migrations/parse-lock.js";
import { toShape, type Shape } from "./migrations/shape.js";

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
  const { models, shapes } = parsed;
  return project.models.flatMap((model) => {
    const history = models.find((known) => known.model === model.name)?.versions ?? [];
    const known = history.flatMap(({ version, shape }) => (shapes[shape] === undefined ? [] : [{ version, shape: shapes[shape] }]));
    const findings = checkModel(model, known);
    return findings.length > 0 ? findings : likelyRenames(model, parsed);
  });
}

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
  const all = [...known, present];
  const stuck = new Map<string, readonly Difference[]>();
  const reaches = new Set([present.version]);
  for (const [at, { version, shape }] of [...known.entries()].toReversed()) {
    const steps = functions.steps.filter(({ from }) => from === version);
    const following = all[at + 1] ?? present;
    const differences = steps.length > 0 ? [] : compareShapes(shape, following.shape).filter(({ derivable }) => !derivable);
    const targets = steps.length > 0 ? steps.map(({ to }) => to) : [following.version];
    if (differences.length > 0) stuck.set(version, differences);
    else if (targets.some((to) => reachesFrom(to, functions.steps, reaches, new Set()))) reaches.add(version);
    else if (steps.length > 0) stuck.set(version, []);
  }
  return [...stuck].toReversed().map(([version, differences]) => missing(name, version, all[all.findIndex((each) => each.version === version) + 1]?.version ?? present.version, differences));
}

/** Steps may lead through versions that the lock file doesn't know. */
function reachesFrom(version: string, steps: Model["functions"]["steps"], reaches: ReadonlySet<string>, seen: ReadonlySet<string>): boolean {
  if (reaches.has(version)) return true;
  if (seen.has(version)) return false;
  return steps.some(({ from, to }) => from === version && reachesFrom(to, steps, reaches, new Set([...seen, version])));
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
