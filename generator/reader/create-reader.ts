import { readPart } from "./read-part.js";
import type { Reader } from "./reader.js";
import { createReports } from "./reports.js";
import { createSources, type SourceMemory } from "./source.js";

/** A reader that has read nothing yet. */
export function createReader(root: string, memory?: SourceMemory): Reader {
  const reports = createReports();
  const reader: Reader = {
    sources: createSources(root, reports, memory),
    reports,
    readPart: (node, place) => readPart(node, place, reader),
    declared: new Map(),
    modelClasses: new Set(),
    objects: new Map(),
  };
  return reader;
}
