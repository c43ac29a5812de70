import { SpecstarError } from "@specstar/runtime";
import { create, deletion, purge, update, type Step } from "./steps.js";

/** A step, and the request that takes it. */
export interface Request {
  readonly step: Step;
  send(id: string): Promise<void>;
}

/** What clients of a server do to a paper: the whole of its life. */
export function requestsTo(url: string, keepsFiles: boolean): readonly Request[] {
  const data = (id: string, text: string) => ({ title: `${id} ${text}`, ...(keepsFiles ? { scan: { data: btoa(`The file of ${id} ${text}.`) } } : {}) });
  const created = (id: string) => ({ operations: [{ op: "create", model: "paper", id, data: data(id, "one"), status: "draft" }] });
  return [
    { step: create("one"), send: (id) => send(`${url}/batch`, "POST", created(id)) },
    { step: update("two"), send: (id) => send(`${url}/papers/paper:${id}`, "PUT", data(id, "two")) },
    { step: deletion, send: (id) => send(`${url}/papers/paper:${id}`, "DELETE") },
    { step: purge, send: (id) => send(`${url}/papers/paper:${id}/purge`, "POST") },
  ];
}

/** @throws BACKEND_UNAVAILABLE when it was refused for that; the same when no answer came, and then nobody knows whether it was done. */
async function send(url: string, method: string, body?: object): Promise<void> {
  const init = body === undefined ? { method } : { method, body: JSON.stringify(body), headers: { "Content-Type": "application/json" } };
  const answer = await fetch(url, { ...init, signal: AbortSignal.timeout(60_000) }).then(
    async (response) => ({ status: response.status, text: await response.text() }),
    () => ({ status: 0, text: "There is no answer: look whether it was done." }),
  );
  if (answer.status === 0 || answer.status === 503) throw new SpecstarError("BACKEND_UNAVAILABLE", answer.text);
  if (answer.status >= 400) throw new Error(`${method} ${url}: ${answer.status} ${answer.text}`);
}
