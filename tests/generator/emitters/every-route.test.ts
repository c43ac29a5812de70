import { format } from "prettier";
import { describe, expect, it } from "vitest";
import { emitClient } from "../../../generator/emitters/emit-client.js";
import { emitRouter } from "../../../generator/emitters/emit-router.js";
import { documentJson } from "../../../generator/emitters/openapi/document-json.js";
import { toDocument } from "../../../generator/emitters/openapi/document.js";
import { routesOf } from "../../../generator/emitters/routes.js";
import { DEFAULT_JOB_SETTINGS } from "../../../generator/ir/job-settings.js";
import { ROUTE_NAMES } from "../../../generator/ir/model.js";
import { field, model, project, text as textType } from "./model-ir.js";
import { pathsOf } from "./openapi/paths-of.js";

const job = { payload: textType, result: textType, settings: DEFAULT_JOB_SETTINGS };
const whole = model("Issue", { isReferredTo: true, job, fields: [field("title"), field("logo", { kind: "binary" })] });
const options = (given: object) => ({ ...whole, options: { ...whole.options, ...given } });

function read(pointer: string, document: unknown): unknown {
  let value = document;
  for (const key of pointer.split(" ")) value = new Map(Object.entries(value ?? {})).get(key);
  return value;
}

function names(more: Parameters<typeof model>[1]): string[] {
  return routesOf(model("Issue", more)).map(({ handler }) => handler);
}

describe("a model with every route", () => {
  it("has them in the order of their names, the more specific paths of a method first", () => {
    const routes = routesOf(whole);
    expect(routes.map(({ handler }) => handler)).toEqual(ROUTE_NAMES);
    for (const path of ["/search", "/bulk", "/rerun", "/count"]) {
      const at = routes.findIndex((route) => route.path === path);
      const taking = routes.findIndex(({ method, path: other }) => method === routes[at]?.method && /^\/:\w+$/.test(other));
      expect(taking === -1 || at < taking, path).toBe(true);
    }
  });

  it("can switch each of them off", () => {
    for (const name of ROUTE_NAMES) expect(routesOf(options({ withoutRoutes: [name] })).map(({ handler }) => handler)).toEqual(ROUTE_NAMES.filter((other) => other !== name));
  });

  it("downloads blobs where there can be one, lists referrers where there can be any, and has jobs done where there are such", () => {
    expect(names({})).not.toContain("getBlob");
    expect(names({})).not.toContain("referrers");
    for (const route of ["cancel", "rerun", "rerunMany", "status", "listAttempts", "readLog", "watch"]) expect(names({})).not.toContain(route);
    expect(names({ isReferredTo: true })).toContain("referrers");
    const list = { kind: "array", items: { type: { kind: "binary" }, nullable: false }, minItems: null, maxItems: null, uniqueItems: false, readonly: false } as const;
    const part = { kind: "object", name: "Part", fields: [field("files", list)], rest: null, joins: [], doc: "" } as const;
    expect(names({ fields: [field("part", { kind: "named", name: "Part" })], types: [part] })).toContain("getBlob");
  });

  it("mounts them all", () => {
    const { text } = emitRouter(whole, "generated");
    expect(text).toContain('resourceRouter(issues, "/issues", [');
    for (const { handler } of routesOf(whole)) expect(text).toContain(`"${handler}"`);
  });
});

describe("the document of a server that serves everything", () => {
  const text = documentJson(toDocument([whole], { security: { key: { type: "apiKey", name: "X-Key", in: "header" } } }));
  const document: unknown = JSON.parse(text);

  it("has every route, under an id of its own", () => {
    for (const { method, path } of routesOf(whole)) {
      expect(read(`paths /issues${path.replaceAll(/:(\w+)/g, "{$1}")} ${method} operationId`, document)).toBeTypeOf("string");
    }
    const ids = [...text.matchAll(/"operationId": "(\w+)"/g)].map(([, id]) => id);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it("has what concerns all models", () => {
    for (const path of ["/blobs post", "/blobs/direct post", "/blobs/direct/{uploadId}/finish post", "/batch post", "/changes get", "/changesets/{changesetId} get", "/changesets/{changesetId}/revert post"]) {
      expect(read(`paths ${path} operationId`, document), path).toBeTypeOf("string");
    }
  });

  it("has references that all lead somewhere", () => {
    for (const [, pointer = ""] of text.matchAll(/"\$ref": "#\/([^"]+)"/g)) expect(read(pointer.replaceAll("/", " "), document), pointer).toBeTypeOf("object");
  });

  it("says what every POST and PATCH that writes takes and answers because of its key", () => {
    const operations = Object.values(pathsOf(toDocument([whole], {}))).flatMap(({ post, patch }) => [post, patch].filter((operation) => operation !== undefined));
    for (const { operationId, parameters, responses } of operations.filter((each) => !["searchIssues", "uploadBlob", "startDirectUpload"].includes(each.operationId))) {
      expect(parameters, operationId).toContainEqual({ $ref: "#/components/parameters/IdempotencyKey" });
      expect(Object.keys(responses), operationId).toEqual(expect.arrayContaining(["409", "422"]));
    }
  });

  it("demands what the model demands", () => {
    const demanding = toDocument([options({ requireReason: true, requireIfMatch: true })], {});
    const { put, delete: remove } = pathsOf(demanding)["/issues/{id}"] ?? {};
    for (const operation of [put, remove]) {
      expect(Object.keys(operation?.responses ?? {})).toEqual(expect.arrayContaining(["422", "428"]));
      expect(operation?.parameters).toContainEqual({ $ref: "#/components/parameters/RequiredIfMatch" });
    }
    const plain = pathsOf(toDocument([whole], {}))["/issues/{id}"]?.delete;
    expect(Object.keys(plain?.responses ?? {})).not.toEqual(expect.arrayContaining(["428"]));
  });
});

describe("the client of a server that serves everything", () => {
  const { text } = emitClient(project(whole), "generated");

  it("has all routes, and names those that not every model has", () => {
    expect(text).toContain('with: "referrers" | "getBlob";\n    job: true;');
    for (const route of ROUTE_NAMES) expect(text, route).toMatch(new RegExp(`^ {4}${route}[:,]| ${route}, \\.\\.\\.`, "m"));
  });

  it("is what prettier would print", async () => {
    expect(await format(text, { parser: "typescript", printWidth: 120 })).toBe(text);
  });
});
