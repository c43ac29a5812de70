import { SpecstarError, isSpecstarError } from "../../core/errors.js";

/** What a broker answers when something is there already, and is not as it was to be. */
const PRECONDITION_FAILED = 406;

/** What failed at the broker, for people. What was explained before stays as it is. */
export function explainFailure(broker: string, error: unknown): SpecstarError {
  if (isSpecstarError(error)) return error;
  return new SpecstarError("BACKEND_UNAVAILABLE", `The broker ${broker} can't be used: ${reasonOf(error)}`, [], { cause: error });
}

/** Why a queue can't be declared: a queue that is there with other arguments stays so until somebody removes it. */
export function explainDeclaration(queue: string, error: unknown): unknown {
  if (!(error instanceof Error) || !("code" in error) || error.code !== PRECONDITION_FAILED) return error;
  const advice = "Remove it from the broker once it is empty, or choose another name.";
  return new SpecstarError("CONFIG_INVALID", `The queue ${queue} is there with other arguments than it is to have. ${advice} ${reasonOf(error)}`, [], { cause: error });
}

/** As a sentence. */
export function reasonOf(error: unknown): string {
  const text = error instanceof AggregateError ? error.errors.map(reasonOf).join(" ") : error instanceof Error ? error.message : String(error);
  return /[.!?]$/.test(text) ? text : `${text}.`;
}
