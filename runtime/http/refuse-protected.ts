import { isRecord } from "../core/is-record.js";
import { toJsonPointer } from "../core/json-pointer.js";
import { validationFailed } from "../core/validation-failed.js";
import type { ServedManager } from "./served-manager.js";

/**
 * Refuses a body that has fields which the server sets.
 *
 * @throws VALIDATION_FAILED naming each of them.
 */
export function refuseProtected({ name, protected: fields }: ServedManager["spec"], body: unknown): void {
  const given = isRecord(body) ? fields.filter((field) => Object.hasOwn(body, field)) : [];
  const problems = given.map((field) => ({ path: toJsonPointer([field]), message: "The server sets this field: leave it out." }));
  if (problems.length > 0) throw validationFailed(name, problems);
}
