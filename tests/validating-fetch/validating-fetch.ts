import { loadJsonSchemaValidator, type CompiledSchema } from "../judges/json-schema.js";
import { checkAnswer, type Answer, type Check } from "./check-answer.js";
import { escape, findOperation, type Document, type Found } from "./described.js";

/** Sends a request to a path of the server, or to a URL under its own. */
export type ValidatingFetch = (target: string, init?: RequestInit) => Promise<Response>;

/** Thrown when a server does not do as its document says. */
export class Undocumented extends Error {
  override readonly name = "Undocumented";
}

/**
 * A `fetch` that holds a server to its OpenAPI document: the status, the headers and the body of every answer, and the query and the
 * body of every request that was taken. What the document has no route for must be 404 or 405. The judges must be installed.
 *
 * @throws Undocumented for what the document does not say.
 */
export function validatingFetch(document: Document, baseUrl: string): ValidatingFetch {
  const checks = { whole: toCheck(wholeOnly(document)), any: toCheck(document) };
  return async (target, init = {}) => {
    const url = new URL(target.startsWith("/") ? `${baseUrl.replace(/\/$/, "")}${target}` : target);
    const response = await fetch(url, init);
    const method = (init.method ?? "GET").toUpperCase();
    const body = new Uint8Array(await response.clone().arrayBuffer());
    const answer = { status: response.status, headers: response.headers, body, hasBody: method !== "HEAD" && ![204, 304].includes(response.status) };
    const found = findOperation(document, method, url.pathname.slice(new URL(baseUrl).pathname.replace(/\/$/, "").length));
    const check = isSelecting(url, init) ? checks.any : checks.whole;
    const problems = found === undefined ? checkRefusal(method, answer) : [...checkAnswer(document, found, answer, check), ...checkRequest(found, { url, init, answer, check })];
    if (problems.length > 0) throw new Undocumented(`${method} ${url.pathname}${url.search}\n${problems.join("\n")}`);
    return response;
  };
}

/** A document for requests that choose nothing: they are answered with whole resources. */
function wholeOnly(document: Document): Document {
  const { components = {} } = document;
  return { ...document, components: { ...components, schemas: { ...components.schemas, PartialResource: { not: {} } } } };
}

function isSelecting({ searchParams }: URL, { body }: RequestInit): boolean {
  return searchParams.has("returns") || searchParams.has("fields") || (typeof body === "string" && /"(?:returns|fields)"/.test(body));
}

function toCheck(document: Document): Check {
  const validator = loadJsonSchemaValidator();
  validator.addSchema(document, "document");
  const compiled = new Map<string, CompiledSchema>();
  return (pointer, value) => {
    const isRight = compiled.get(pointer) ?? validator.compile({ $ref: `document#${pointer}` });
    compiled.set(pointer, isRight);
    return isRight(value) ? undefined : `At ${pointer}: ${JSON.stringify(isRight.errors)} in ${JSON.stringify(value).slice(0, 1000)}`;
  };
}

interface Exchange {
  readonly url: URL;
  readonly init: RequestInit;
  readonly answer: Answer;
  readonly check: Check;
}

/** What was taken must be documented. */
function checkRequest(found: Found, { url, init, answer, check }: Exchange): string[] {
  if (answer.status >= 300) return [];
  const known = new Set(found.parameters.filter((parameter) => parameter.in === "query").map(({ name }) => name));
  const unknown = [...url.searchParams.keys()].filter((name) => !known.has(name.replace(/\[\w+\]$/, "")));
  return [...unknown.map((name) => `The parameter ${name} is taken, and not documented.`), ...checkSent(found, init, check)];
}

function checkSent({ operation, pointer }: Found, { headers, body }: RequestInit, check: Check): string[] {
  const type = new Headers(headers).get("Content-Type")?.split(";")[0] ?? "";
  const { requestBody } = operation;
  if (typeof body !== "string" || requestBody === undefined || "$ref" in requestBody || requestBody.content[type] === undefined || !type.endsWith("json")) return [];
  const problem = check(`${pointer}/requestBody/content/${escape(type)}/schema`, JSON.parse(body));
  return problem === undefined ? [] : [`The body is taken, and not documented. ${problem}`];
}

/** No operation: there is nothing at the path, or not with this method. */
function checkRefusal(method: string, { status, headers }: Answer): string[] {
  if (status === 404) return [];
  const isSaid = status === 405 || (method === "OPTIONS" && status === 204);
  return isSaid && headers.has("Allow") ? [] : [`The document has no such operation, and the answer is ${status}.`];
}
