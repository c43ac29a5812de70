import type { ts } from "ts-morph";
import { didYouMean } from "../diagnostics/did-you-mean.js";
import type { JobSettings } from "../ir/job-settings.js";
import type { ModelOptions } from "../ir/model.js";
import { managersKey, modelPath, pathOfPlural } from "../ir/names.js";
import { createLookUp } from "./look-up.js";
import { constantName, findNotConstants, notConstantMessage, readConstant, unwrap, type ConstantReading } from "./read-constant.js";
import { readFieldSets, type FieldSet } from "./read-field-sets.js";
import { isFunction } from "./read-function.js";
import { readJobOptions } from "./read-job-options.js";
import { readDefaultStatus, readFlag, readPath, readPlural, readRoutes, type OptionValue } from "./read-option-values.js";
import type { Reader } from "./reader.js";
import type { Spot } from "./reports.js";
import type { Source } from "./source.js";
import { isOneOf } from "./spec-exports.js";
import { syntax } from "./syntax.js";

/** What the third argument of `schema()` says. */
export interface SchemaOptions {
  readonly indexes: readonly FieldSet[];
  readonly unique: readonly FieldSet[];
  readonly options: ModelOptions;
  /** How its jobs are run, if it has any. */
  readonly job: JobSettings;
  /** Where that is said; null when it isn't. */
  readonly jobSpot: Spot | null;
  readonly validate: boolean;
  readonly newId: boolean;
}

const CONSTANT_OPTIONS = ["indexes", "unique", "path", "plural", "routes", "defaultStatus", "requireReason", "requireIfMatch", "job"] as const;
const FUNCTION_OPTIONS = ["newId", "validate"] as const;
const OPTIONS = [...CONSTANT_OPTIONS, ...FUNCTION_OPTIONS] as const;

type ConstantOption = (typeof CONSTANT_OPTIONS)[number];
type FunctionOption = (typeof FUNCTION_OPTIONS)[number];

interface Call {
  readonly source: Source;
  /** The name of the model. */
  readonly model: string;
}

/** Reads the third argument of `schema()`. */
export function readSchemaOptions(argument: ts.Expression | undefined, { source, model }: Call, reader: Reader): SchemaOptions {
  const properties = argument === undefined ? [] : findProperties(argument, source, reader);
  const read = (option: ConstantOption): OptionValue | null => {
    const expression = properties.find(({ name }) => name === option)?.value;
    const reading = expression === undefined || syntax.isMethodDeclaration(expression) ? null : readOption(expression, source, reader);
    return reading === null ? null : { reading, source };
  };
  const sets = (option: "indexes" | "unique"): readonly FieldSet[] => {
    const given = read(option);
    return given === null ? [] : readFieldSets(given.reading, option, source, reader);
  };
  const isGiven = (option: FunctionOption): boolean => {
    const expression = properties.find(({ name }) => name === option)?.value;
    return expression !== undefined && isFunction(expression, `\`${option}\``, source, reader);
  };
  const job = read("job");
  const plural = readPlural(read("plural"), reader);
  return {
    indexes: sets("indexes"),
    unique: sets("unique"),
    options: {
      path: readPath(read("path"), reader) ?? (plural === null ? modelPath(model) : pathOfPlural(plural)),
      plural: plural ?? managersKey(model),
      withoutRoutes: readRoutes(read("routes"), reader),
      defaultStatus: readDefaultStatus(read("defaultStatus"), reader),
      requireReason: readFlag(read("requireReason"), "requireReason", reader),
      requireIfMatch: readFlag(read("requireIfMatch"), "requireIfMatch", reader),
    },
    job: readJobOptions(job, reader),
    jobSpot: job && { source, node: job.reading.node },
    validate: isGiven("validate"),
    newId: isGiven("newId"),
  };
}

interface Property {
  readonly name: ConstantOption | FunctionOption;
  readonly value: ts.Expression | ts.MethodDeclaration;
}

/** The options that are there, each once. */
function findProperties(argument: ts.Expression, source: Source, reader: Reader): readonly Property[] {
  const node = unwrap(argument);
  if (!syntax.isObjectLiteralExpression(node)) {
    const help = 'Write `{ indexes: [["status", "severity"]] }`.';
    reader.reports.add("SPEC1103", { source, node }, "The options of `schema()` are not an object that is written out.", help);
    return [];
  }
  const found: Property[] = [];
  for (const property of node.properties) {
    const name = property.name === undefined ? null : constantName(property.name);
    const spot = { source, node: property.name ?? property };
    const value = valueOfProperty(property, name);
    if (name === null || value === null) {
      reader.reports.add("SPEC1103", spot, "This is not an option that is written out.", "Write `name: value`.");
    } else if (!isOneOf(OPTIONS, name)) {
      const help = `The options are ${OPTIONS.join(", ")}.${didYouMean(name, OPTIONS)}`;
      reader.reports.add("SPEC1104", spot, `\`schema()\` has no option \`${name}\`.`, help);
    } else if (found.some((other) => other.name === name)) {
      reader.reports.add("SPEC1103", spot, `The option \`${name}\` is given twice.`, "Keep one of the two.");
    } else {
      found.push({ name, value });
    }
  }
  return found;
}

/** `name: value`, `name` alone, or a method where the option is a function. */
function valueOfProperty(property: ts.ObjectLiteralElementLike, name: string | null): Property["value"] | null {
  if (syntax.isPropertyAssignment(property)) return property.initializer;
  if (syntax.isShorthandPropertyAssignment(property)) return property.name;
  return syntax.isMethodDeclaration(property) && isOneOf(FUNCTION_OPTIONS, name ?? "") ? property : null;
}

function readOption(expression: ts.Expression, source: Source, reader: Reader): ConstantReading | null {
  const reading = readConstant(expression, createLookUp(source, reader));
  for (const part of findNotConstants(reading)) {
    reader.reports.add("SPEC1103", { source, node: part.node }, `${notConstantMessage(part, source)}.`, part.help);
  }
  return reading.kind === "not constant" ? null : reading;
}
