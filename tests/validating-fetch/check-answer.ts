import type { OpenAPIV3_1 } from "openapi-types";
import { deref, escape, type DescribedResponse, type Document, type Found } from "./described.js";

/** Says what a value lacks of the schema at a place of the document; undefined when it fits. */
export type Check = (pointer: string, value: unknown) => string | undefined;

/** An answer, read to its end. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Uint8Array;
  readonly hasBody: boolean;
}

/** Headers that HTTP itself has for every message, which OpenAPI leaves out. */
const OF_THE_TRANSPORT: ReadonlySet<string> = new Set(["connection", "content-length", "content-type", "date", "keep-alive", "transfer-encoding"]);

/** What may happen to any request, which `default` stands for. A failure of the server is none of it here. */
const ANY_TIME: ReadonlySet<number> = new Set([408, 417, 431, 503]);

/** All that the document doesn't say of an answer. */
export function checkAnswer(document: Document, found: Found, answer: Answer, check: Check): string[] {
  const key = findStatus(found, answer.status);
  if (key === undefined) return [`The status ${answer.status} is not documented: ${new TextDecoder().decode(answer.body).slice(0, 500)}`];
  const response = deref<DescribedResponse>(document, found.operation.responses?.[key] ?? { description: "" });
  const pointer = pointerTo(found, key);
  return [...checkHeaders(document, response, answer.headers), ...checkBody(response, pointer, answer, check)];
}

function findStatus({ operation }: Found, status: number): string | undefined {
  if (operation.responses?.[status] !== undefined) return String(status);
  return ANY_TIME.has(status) && operation.responses?.["default"] !== undefined ? "default" : undefined;
}

/** A response is a component or stands at its operation. */
function pointerTo({ operation, pointer }: Found, key: string): string {
  const part: OpenAPIV3_1.ResponseObject | OpenAPIV3_1.ReferenceObject | undefined = operation.responses?.[key];
  return part !== undefined && "$ref" in part ? part.$ref.slice(1) : `${pointer}/responses/${key}`;
}

function checkHeaders(document: Document, { headers = {} }: DescribedResponse, sent: Headers): string[] {
  const described = new Map(Object.entries(headers).map(([name, header]) => [name.toLowerCase(), deref<OpenAPIV3_1.HeaderObject>(document, header)]));
  const missing = [...described].filter(([name, { required }]) => required === true && !sent.has(name)).map(([name]) => `The header ${name} is missing.`);
  const unknown = [...sent.keys()].filter((name) => !described.has(name) && !OF_THE_TRANSPORT.has(name)).map((name) => `The header ${name} is not documented.`);
  const wrong = [...described].flatMap(([name, { schema = {} }]) => {
    const value = sent.get(name);
    const { enum: values, pattern } = deref<OpenAPIV3_1.SchemaObject>(document, schema);
    const isRight = value === null || ((values ?? [value]).includes(value) && new RegExp(pattern ?? "").test(value));
    return isRight ? [] : [`The header ${name} is ${JSON.stringify(value)}.`];
  });
  return [...missing, ...unknown, ...wrong];
}

function checkBody({ content = {}, description = "" }: DescribedResponse, pointer: string, { headers, body, hasBody }: Answer, check: Check): string[] {
  if (!hasBody) return [];
  const types = Object.keys(content);
  const sent = headers.get("Content-Type")?.split(";")[0];
  if (types.length === 0) return body.length === 0 ? [] : ["There is a body, and none is documented."];
  const type = types.find((known) => known === sent || known === "*/*");
  if (type === undefined) return [`The body is ${sent ?? "of no type"}, and documented as ${types.join(", ")}.`];
  if (!type.endsWith("json")) return [];
  const value: unknown = JSON.parse(new TextDecoder().decode(body));
  const problem = check(`${pointer}/content/${escape(type)}/schema`, value);
  return [...(problem === undefined ? [] : [problem]), ...checkCode(description, value, type)];
}

/** A response of errors names the codes that it has. */
function checkCode(description: string, value: unknown, type: string): string[] {
  const code = type === "application/problem+json" && typeof value === "object" && value !== null && "code" in value ? String(value.code) : undefined;
  return code === undefined || description.includes(code) ? [] : [`The code ${code} is not documented for its status.`];
}
