import type { Problem } from "./errors.js";
import type { IndexedData } from "./indexed-data.js";
import { toJsonPointer } from "./json-pointer.js";
import { indexedTextProblem } from "./text-problem.js";
import { validationFailed } from "./validation-failed.js";

/**
 * Refuses text that not every database could find again. Data that is not indexed may hold any.
 *
 * @throws VALIDATION_FAILED naming the indexed fields that hold it
 */
export function refuseUnsearchableText(model: string, indexedData: IndexedData): void {
  const problems = Object.keys(indexedData).flatMap((path) => problemsOf(path, indexedData[path]));
  if (problems.length > 0) throw validationFailed(model, problems);
}

function problemsOf(path: string, value: IndexedData[string] | undefined): Problem[] {
  const problem = Array.isArray(value) ? firstProblem(value) : valueProblem(value);
  if (problem === undefined) return [];
  return [{ path: toJsonPointer(path.split(".")), message: `${problem} A field that is searched by must be text that every database can search.` }];
}

function firstProblem(values: readonly unknown[]): string | undefined {
  for (const value of values) {
    const problem = valueProblem(value);
    if (problem !== undefined) return problem;
  }
  return undefined;
}

function valueProblem(value: unknown): string | undefined {
  return typeof value === "string" ? indexedTextProblem(value) : undefined;
}
