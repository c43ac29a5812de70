import { readFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import { fileURLToPath } from "node:url";
import { memoryStorage } from "@specstar/runtime";
import { createExpressApp } from "@specstar/runtime/express";
import type { OpenAPIV3_1 } from "openapi-types";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { AccountManager } from "../fixtures/shop/expected/generated/account/account.manager.js";
import { accountRouter } from "../fixtures/shop/expected/generated/account/account.router.js";
import { ProductManager } from "../fixtures/shop/expected/generated/product/product.manager.js";
import { productRouter } from "../fixtures/shop/expected/generated/product/product.router.js";
import { installJudges } from "./judges/install.js";
import { deref as derefIn, findOperation, type Described, type Document } from "./validating-fetch/described.js";
import { validatingFetch, type ValidatingFetch } from "./validating-fetch/validating-fetch.js";

const path = fileURLToPath(new URL("../fixtures/shop/expected/generated/openapi.json", import.meta.url));
const document: Document = JSON.parse(readFileSync(path, "utf8"));
const account = { name: "n", email: "e", address: { street: "s", city: "c", postcode: "123" }, signedUp: "2026-01-31T09:30:00Z" };

let server: Server;
let ask: ValidatingFetch;

beforeAll(installJudges, 300_000);
beforeAll(async () => {
  const storage = memoryStorage();
  const managers = { accounts: new AccountManager(storage), products: new ProductManager(storage) };
  const routers = { accounts: accountRouter(managers.accounts), products: productRouter(managers.products) };
  server = createServer(createExpressApp({ managers, routers, openapi: path }));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  ask = validatingFetch(document, `http://127.0.0.1:${typeof address === "object" && address !== null ? address.port : 0}`);
});
afterAll(() => void server.close());

const METHODS = ["get", "put", "patch", "post", "delete"] as const;

/** The operations of the models that are served here, and of the server itself. */
const operations = Object.entries(document.paths ?? {})
  .filter(([route]) => !route.startsWith("/orders"))
  .flatMap(([route, item]) =>
    METHODS.flatMap((method) => {
      const operation = item?.[method];
      return operation === undefined ? [] : [{ route, method, operation, item, target: targetOf(route) }];
    }),
  );

function targetOf(route: string): string {
  return route.replace("{id}", "account:1").replace("{n}", "1").replace("{changesetId}", "0198c5a0-7b1e-7c3d-9f00-2f4d6a8b0c1e");
}

function deref<Part extends object>(part: Part | OpenAPIV3_1.ReferenceObject): Part {
  return derefIn(document, part);
}

function queryOf(operation: OpenAPIV3_1.OperationObject): OpenAPIV3_1.ParameterObject[] {
  return (operation.parameters ?? []).map((part) => deref<OpenAPIV3_1.ParameterObject>(part)).filter((parameter) => parameter.in === "query");
}

/** What a parameter takes of which its schema only says that it is text. */
const TEXTS: Readonly<Record<string, (target: string) => readonly string[]>> = {
  filter: () => ["TRUE"],
  fields: (target) => [target.startsWith("/accounts") ? "name" : "title"],
};

/** Texts that the schema of a parameter takes. */
function textsOf(schema: OpenAPIV3_1.SchemaObject): string[] {
  if (schema.enum !== undefined) return schema.enum.map(String);
  if (schema.anyOf !== undefined) return schema.anyOf.flatMap((part) => textsOf(deref<OpenAPIV3_1.SchemaObject>(part)));
  if (schema.type === "array" && "items" in schema) {
    const items = textsOf(deref<OpenAPIV3_1.SchemaObject>(schema.items));
    // Sorting by a field and against it makes no sense.
    return [items.filter((item) => !item.startsWith("-")).slice(0, 2).join(",")];
  }
  if (schema.type === "boolean") return ["true", "false"];
  if (schema.type === "integer") return ["1"];
  if (schema.type === "number") return ["1.5"];
  if (schema.format === "date") return ["2026-01-31"];
  return [schema.format === "date-time" ? "2026-01-31T09:30:00Z" : "text"];
}

function queryPart(key: string, text: string): string {
  return `${encodeURIComponent(key)}=${encodeURIComponent(text).replaceAll("%2C", ",")}`;
}

/** What a parameter adds to a URL: of a filter, each of its operators. */
function partsOf({ name, style, schema }: OpenAPIV3_1.ParameterObject, target: string): string[] {
  if (style !== "deepObject") return (TEXTS[name]?.(target) ?? textsOf(schema as OpenAPIV3_1.SchemaObject)).map((text) => queryPart(name, text));
  return Object.entries(operatorsOf(schema as OpenAPIV3_1.SchemaObject)).flatMap(([operator, operand]) => textsOf(operand).map((text) => queryPart(`${name}[${operator}]`, text)));
}

/** The operators of a filter; those of its own narrow those that it shares. */
function operatorsOf(schema: OpenAPIV3_1.SchemaObject | OpenAPIV3_1.ReferenceObject): Record<string, OpenAPIV3_1.SchemaObject> {
  const { allOf = [], properties = {} } = deref<OpenAPIV3_1.SchemaObject>(schema);
  const own = Object.entries(properties).map(([name, operand]) => [name, deref<OpenAPIV3_1.SchemaObject>(operand)] as const);
  return { ...Object.assign({}, ...allOf.map(operatorsOf)), ...Object.fromEntries(own) };
}

async function send(target: string, method = "get", init: RequestInit = {}) {
  const response = await ask(target, { method: method.toUpperCase(), ...init });
  const text = await response.text();
  const body: unknown = text.startsWith("{") ? JSON.parse(text) : text;
  return { status: response.status, headers: response.headers, body };
}

/** The body of an operation that the document shows as an example, or one of nothing. */
function bodyOf({ requestBody }: Described): RequestInit {
  const [type, content] = Object.entries(requestBody === undefined || "$ref" in requestBody ? {} : requestBody.content)[0] ?? [];
  if (type === undefined) return {};
  const example = content?.examples?.["example"];
  return { headers: { "Content-Type": type.replace("*/*", "text/plain") }, body: JSON.stringify(example === undefined || "$ref" in example ? {} : example.value) };
}

describe("the server, held to its OpenAPI document", () => {
  it.each(operations)("has $method $route", async ({ target, method }) => {
    expect((await send(target, method)).body).not.toMatchObject({ code: expect.stringMatching(/ROUTE_NOT_FOUND|METHOD_NOT_ALLOWED|INTERNAL_ERROR/) });
  });

  it.each(operations)("takes the query parameters of $method $route, and no others", async ({ target, method, operation }) => {
    const init = bodyOf(operation);
    // A cursor is not anyone's to make up.
    for (const parameter of queryOf(operation).filter(({ name }) => name !== "cursor")) {
      expect(partsOf(parameter, target)).not.toEqual([]);
      for (const query of partsOf(parameter, target)) {
        const { body } = await send(`${target}?${query}`, method, init);
        expect(body, query).not.toMatchObject({ code: "INVALID_QUERY" });
      }
    }
    if (operation.responses?.["400"] !== undefined) expect((await send(`${target}?nonsense=1`, method, init)).body).toMatchObject({ code: "INVALID_QUERY" });
  });

  it("names all filters that there are, where it refuses another", async () => {
    const { body } = await send("/accounts?nonsense=1");
    const operation = document.paths?.["/accounts"]?.get;
    for (const { name } of queryOf(operation ?? {})) expect(JSON.stringify(body)).toContain(name);
  });

  it("has every operator that the server knows, and no other", async () => {
    for (const parameter of queryOf(document.paths?.["/products"]?.get ?? {}).filter(({ style }) => style === "deepObject")) {
      const { body } = await send(`/products?${parameter.name}[nonsense]=1`);
      const known = Object.keys(operatorsOf(parameter.schema as OpenAPIV3_1.SchemaObject));
      const [, told = ""] = /There are: ([^.]*)\./.exec(JSON.stringify(body)) ?? [];
      expect(known.sort(), parameter.name).toEqual(told.split(", ").sort());
    }
  });

  // What is no method of /accounts/count may be one of /accounts/{id}.
  const lonely = operations.filter(({ route }) => !/^\/\w+\/\w+$/.test(route));
  it.each(lonely)("refuses another method at $route, and says which there are", async ({ target, item }) => {
    const other = METHODS.find((method) => findOperation(document, method, target) === undefined) ?? "patch";
    const { status, headers } = await send(target, other);
    expect(status).toBe(405);
    const methods = METHODS.filter((method) => item?.[method] !== undefined).map((method) => method.toUpperCase());
    expect(headers.get("Allow")?.split(", ")).toEqual(expect.arrayContaining(methods));
  });

  it("answers a write, a conflict and a bad value as the document says", async () => {
    const init = { body: JSON.stringify(account), headers: { "Content-Type": "application/json" } };
    const created = await send("/accounts?status=draft", "post", init);
    expect(created).toMatchObject({ status: 201, body: { status: "draft", op: "create" } });
    expect(created.headers.get("ETag")).toMatch(/^".+"$/);
    expect((await send(created.headers.get("Location") ?? "")).status).toBe(200);
    expect(await send("/accounts", "post", init)).toMatchObject({ status: 409, body: { code: "UNIQUE_VIOLATION" } });
    expect(await send("/accounts", "post", { ...init, body: "{" })).toMatchObject({ status: 400, body: { code: "MALFORMED_BODY" } });
    expect(await send("/accounts", "post", { ...init, body: "{}" })).toMatchObject({ status: 422, body: { code: "VALIDATION_FAILED" } });
    expect(await send("/accounts", "post", { body: "{}" })).toMatchObject({ status: 415, body: { code: "UNSUPPORTED_MEDIA_TYPE" } });
  });
});
