import { realpathSync } from "node:fs";
import { inferType } from "./read-constant-type.js";
import { readPart } from "./read-part.js";
import { readReference } from "./read-reference.js";
import { FAILED, type Reader } from "./reader.js";
import { createReports, type Reports, type Spot } from "./reports.js";
import { createSources, createTextReader, type ReadText, type SourceMemory } from "./source.js";

/** Types that stand deeper in each other are refused, so that no file can exhaust the stack. */
const MAX_DEPTH = 200;

/** What a reader has from outside. */
export interface ReaderInput {
  readonly readText?: ReadText;
  readonly memory?: SourceMemory | undefined;
  readonly reports?: Reports;
}

/** A reader that has read nothing yet. */
export function createReader(root: string, { readText = createTextReader(root), memory, reports = createReports() }: ReaderInput = {}): Reader {
  const reader: Reader = {
    root: realRoot(root),
    sources: createSources(readText, reports, memory),
    reports,
    deeper: depthGuard(reports),
    readPart: (node, place) => reader.deeper({ source: place.source, node }, () => readPart(node, place, reader)) ?? FAILED,
    inferType: (initialiser, isReadonly, place) => inferType(initialiser, isReadonly, place, reader),
    readReference: (reference, place) => readReference(reference, place, reader),
    declared: new Map(),
    instances: new Map(),
    shapes: new Map(),
    modelClasses: new Set(),
    parentClasses: new Set(),
    classUses: new Map(),
    objects: new Map(),
    named: new Map(),
    namedSpots: new Map(),
    targets: [],
    unions: new Map(),
  };
  return reader;
}

function realRoot(root: string): string {
  try {
    return realpathSync(root);
  } catch {
    return root;
  }
}

function depthGuard(reports: Reports): Reader["deeper"] {
  let depth = 0;
  return <T>(spot: Spot, step: () => T): T | null => {
    if (depth >= MAX_DEPTH) {
      const help = "Give parts of it names of their own, as interfaces; a generic type that uses itself with ever larger arguments has no end.";
      reports.add("SPEC2003", spot, "A type nested this deeply can't be the type of a field.", help);
      return null;
    }
    depth += 1;
    try {
      return step();
    } finally {
      depth -= 1;
    }
  };
}
