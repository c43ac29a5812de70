import type { Request } from "express";
import type { CreatedJob, CreateJobOptions } from "../../jobs/encoded-jobs.js";
import { createdAnswer, revisionAnswer, type Answer } from "../answer.js";
import { parseChoice } from "../parameters.js";

/** What becomes of a job whose `dedupeKey` another one has. */
export function parseOnDuplicate(text: string | undefined): CreateJobOptions["onDuplicate"] {
  return parseChoice("onDuplicate", text, ["refuse", "ignore", "replace"]);
}

/** A new resource and its place; or, where another job had the key, that job as it is now. */
export function creationAnswer(result: CreatedJob, { baseUrl, path }: Pick<Request, "baseUrl" | "path">): Answer {
  const { resourceId, op } = result.revision.value;
  // A replaced job is told by its revision: the answer that is kept with the write is made before anything else is known of it.
  const isOther = result.isDuplicate === true || op !== "create";
  return isOther ? revisionAnswer(result) : createdAnswer(result, `${baseUrl}${path.replace(/\/$/, "")}/${resourceId}`);
}
