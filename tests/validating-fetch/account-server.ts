import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { fileURLToPath } from "node:url";
import { memoryStorage } from "@specstar/runtime";
import { createExpressApp } from "@specstar/runtime/express";
import { AccountManager } from "../../fixtures/account/expected/generated/account/account.manager.js";
import { accountRouter } from "../../fixtures/account/expected/generated/account/account.router.js";
import type { Document } from "./described.js";
import { validatingFetch, type ValidatingFetch } from "./validating-fetch.js";

const path = fileURLToPath(new URL("../../fixtures/account/expected/generated/openapi.json", import.meta.url));

/** The document of fixtures/account, whose model has every route. */
export const document: Document = JSON.parse(readFileSync(path, "utf8"));

/** An account as a request has it. */
export const ACCOUNT = { name: "Ada", email: "ada@example.org", address: { street: "s", city: "Bern", postcode: "3000" } } as const;

/** A server of accounts in memory, held to its document. */
export interface AccountServer {
  readonly url: string;
  readonly send: ValidatingFetch;
  close(): void;
}

export async function openAccountServer(): Promise<AccountServer> {
  const accounts = new AccountManager(memoryStorage());
  const server = createServer(createExpressApp({ managers: { accounts }, routers: { accounts: accountRouter(accounts) }, openapi: path }));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  const url = `http://127.0.0.1:${typeof address === "object" && address !== null ? address.port : 0}`;
  return { url, send: validatingFetch(document, url), close: () => void server.close() };
}

/** What is sent with a body of JSON. */
export function json(method: string, body: unknown, headers: Readonly<Record<string, string>> = {}): RequestInit {
  return { method, headers: { "Content-Type": "application/json", ...headers }, body: JSON.stringify(body) };
}
