import type { Model } from "../ir/model.js";
import type { Report } from "./rules.js";

/** Says what has become of a model's routes, indexes and references, and of its schema version. */
export function compareSettings(before: Model, after: Model, report: Report): void {
  compareOptions(before, after, report);
  compareIndexes(before, after, report);
  compareReferences(before, after, report);
  compareEnums(before, after, report);
  const [old, now] = [numberOf(before.schemaVersion), numberOf(after.schemaVersion)];
  if (now < old) report("SCHEMA_VERSION_LOWERED", before.name, `It was ${before.schemaVersion} and is ${after.schemaVersion}.`);
}

function compareOptions({ name, options, displayName }: Model, after: Model, report: Report): void {
  const now = after.options;
  if (options.path !== now.path) report("MODEL_PATH_CHANGED", name, tell(options.path, now.path));
  if (options.plural !== now.plural) report("MODEL_PLURAL_CHANGED", name, tell(options.plural, now.plural));
  if (options.defaultStatus !== now.defaultStatus) report("DEFAULT_STATUS_CHANGED", name, tell(options.defaultStatus, now.defaultStatus));
  if (now.requireReason && !options.requireReason) report("REQUIRE_REASON_ADDED", name, "A write without a reason is refused.");
  if (now.requireIfMatch && !options.requireIfMatch) report("REQUIRE_IF_MATCH_ADDED", name, "A write to what exists is refused without `If-Match`.");
  if (displayName !== null && displayName !== after.displayName) report("DISPLAY_NAME_CHANGED", name, tell(displayName, after.displayName ?? "no field"));
  for (const route of now.withoutRoutes.filter((each) => !options.withoutRoutes.includes(each))) {
    report("ROUTE_REMOVED", name, `The route \`${route}\` is switched off.`);
  }
}

function tell(from: string, to: string): string {
  return `It was \`${from}\` and is \`${to}\`.`;
}

function compareIndexes(before: Model, after: Model, report: Report): void {
  for (const { path, type, list } of before.indexes) {
    const now = after.indexes.find((index) => index.path === path || index.renamedFrom === path);
    const place = `${before.name}.${path}`;
    if (now === undefined) report("INDEX_REMOVED", place, "Searches by it are refused now.");
    else if (now.type !== type || now.list !== list) {
      report("INDEX_TYPE_CHANGED", place, `It was searched as ${describe(type, list)} and is searched as ${describe(now.type, now.list)}.`);
    }
  }
  const known = new Set(before.unique.map((paths) => paths.join(", ")));
  for (const paths of after.unique.map((each) => each.join(", "))) {
    if (!known.has(paths)) report("UNIQUE_ADDED", `${before.name}.${paths}`, "Two resources could share it.");
  }
}

function compareReferences(before: Model, after: Model, report: Report): void {
  for (const old of before.references) {
    const place = `${before.name}.${old.path}`;
    const now = after.references.find(({ path }) => path === old.path);
    if (now === undefined) continue;
    const [from, to] = [`a ${old.to} of ${old.model}`, `a ${now.to} of ${now.model}`];
    if (from !== to) report("REFERENCE_RETARGETED", place, `It led to ${from} and leads to ${to}.`);
    if (old.onDelete !== now.onDelete) report("ON_DELETE_CHANGED", place, `It was ${old.onDelete} and is ${now.onDelete}.`);
  }
}

/** Values are on the wire; names are in code. */
function compareEnums(before: Model, after: Model, report: Report): void {
  for (const old of before.types) {
    const now = after.types.find(({ name }) => name === old.name);
    if (old.kind !== "enum" || now?.kind !== "enum") continue;
    for (const { name, value } of old.members) {
      const renamed = now.members.find((member) => member.value === value);
      if (renamed !== undefined && !now.members.some((member) => member.name === name)) report("ENUM_MEMBER_RENAMED", `${old.name}.${name}`, `It is \`${renamed.name}\` now.`);
    }
  }
}

function describe(type: string, list: boolean): string {
  return list ? `a list of ${type}` : type;
}

function numberOf(schemaVersion: string): number {
  return Number(schemaVersion.replace(/^v/, ""));
}
