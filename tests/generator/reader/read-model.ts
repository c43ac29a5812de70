import { readProject, type ProjectReading } from "../../../generator/reader/read-project.js";
import type { Field, Model } from "../../../generator/ir/model.js";
import { MARKER_NAMES, SPEC_TYPES } from "../../../generator/reader/spec-exports.js";
import { projectFolder } from "./project-folder.js";

const IMPORT = `import { schema, now, uuid, type ${[...SPEC_TYPES, ...MARKER_NAMES].join(", type ")} } from "@specstar/runtime/spec";`;

/** Reads a project of the given files, by path. */
export function readFiles(files: Readonly<Record<string, string | Uint8Array>>): ProjectReading {
  return readProject({ root: projectFolder(files), config: { models: "models" } });
}

/** Reads a project that should have no problem. */
export function readSound(files: Readonly<Record<string, string>>): readonly Model[] {
  const { project, diagnostics } = readFiles(files);
  if (diagnostics.length > 0) throw new Error(JSON.stringify(diagnostics, null, 2));
  return project.models;
}

/** The text of a model `Issue` with the given members, options and declarations before it. */
export function issueText(members: string, { options = "", before = "" } = {}): string {
  return `${IMPORT}\n${before}\nexport class Issue {\n${members}\n}\nexport default schema(Issue, "v1"${options && `, ${options}`});\n`;
}

/** Reads a sound model `Issue`. */
export function readIssue(members: string, around: { options?: string; before?: string } = {}): Model {
  const [model] = readSound({ "models/issue.ts": issueText(members, around) });
  if (model === undefined) throw new Error("There is no model.");
  return model;
}

/** Reads the one field of a sound model `Issue`. */
export function readOneField(member: string, before = ""): Field {
  const [field] = readIssue(member, { before }).fields;
  if (field === undefined) throw new Error("There is no field.");
  return field;
}

/** The codes of the problems that reading gives, in order. */
export function codesOf(files: Readonly<Record<string, string | Uint8Array>>): readonly string[] {
  return readFiles(files).diagnostics.map(({ code }) => code);
}
