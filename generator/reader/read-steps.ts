import type { ts } from "ts-morph";
import type { ModelFunctions } from "../ir/model.js";
import { isFunction } from "./read-function.js";
import type { Reader } from "./reader.js";
import type { Source } from "./source.js";
import { syntax } from "./syntax.js";

const VERSION = /^v[1-9]\d*$/;
const NO_VERSION = "The version of a step is not a `v` and a number.";
const VERSION_HELP = 'Write it as text: `"v1"`.';

interface Step {
  readonly from: string;
  readonly to: string;
  readonly node: ts.Node;
}

/** Reads `.step("v1", convert, "v2")`, each of which has to lead to the model's version in the end. */
export function readSteps(calls: readonly ts.CallExpression[], version: string, source: Source, reader: Reader): ModelFunctions["steps"] {
  const steps = calls.flatMap((call) => readStep(call, version, source, reader) ?? []);
  const bySource = new Map<string, Step>();
  for (const step of steps) {
    const other = bySource.get(step.from);
    if (other === undefined) {
      bySource.set(step.from, step);
      continue;
    }
    const related = [{ spot: { source, node: other.node }, message: `this one leads to ${other.to}` }];
    const help = "Keep one: data of a version is converted in one way.";
    reader.reports.add("SPEC1114", { source, node: step.node, related }, `There are two steps from ${step.from}.`, help);
  }
  for (const { from, to, node } of bySource.values()) {
    if (to === version || bySource.has(to) || !VERSION.test(version)) continue;
    const help = `Add \`.step("${to}", …)\`, or lead this step to "${version}".`;
    reader.reports.add("SPEC1114", { source, node }, `The step from ${from} leads to ${to}, and nothing leads from there to ${version}.`, help);
  }
  return steps.map(({ from, to }) => ({ from, to }));
}

function readStep(call: ts.CallExpression, version: string, source: Source, reader: Reader): Step | null {
  const [from, convert, to, extra] = call.arguments;
  const refuse = (node: ts.Node, message: string, help: string): null => {
    reader.reports.add("SPEC1114", { source, node }, message, help);
    return null;
  };
  if (from === undefined || convert === undefined || extra !== undefined) {
    const at = syntax.isPropertyAccessExpression(call.expression) ? call.expression.name : call;
    const message = "A step takes a version, a function, and the version that it leads to if that is not the newest.";
    return refuse(at, message, 'Write `.step("v1", (old: IssueV1): Issue => …)`.');
  }
  if (!isFunction(convert, "The conversion of a step", source, reader)) return null;
  const [older, newer] = [versionOf(from), to === undefined ? version : versionOf(to)];
  if (older === null) return refuse(from, NO_VERSION, VERSION_HELP);
  if (newer === null) return refuse(to ?? call, NO_VERSION, VERSION_HELP);
  // A model without a proper version has been reported.
  if (!VERSION.test(version) || isOrdered(older, newer, version)) return { from: older, to: newer, node: from };
  const message = `The step leads from ${older} to ${newer}, and the model is at ${version}.`;
  return refuse(from, message, "A step leads to a later version, up to the model's own.");
}

function isOrdered(older: string, newer: string, newest: string): boolean {
  const [from, to, end] = [older, newer, newest].map((version) => BigInt(version.slice(1)));
  return from !== undefined && to !== undefined && end !== undefined && from < to && to <= end;
}

function versionOf(node: ts.Expression): string | null {
  return syntax.isStringLiteralLike(node) && VERSION.test(node.text) ? node.text : null;
}
