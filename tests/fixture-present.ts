import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fixtures } from "./fixture-samples.js";

/** What has to be there before the samples of a fixture are written: they name it. */
interface Present {
  /** The bytes, as text. */
  readonly blobs: readonly string[];
  readonly resources: readonly {
    readonly path: string;
    readonly id: string;
    /** The data of each revision. */
    readonly revisions: readonly object[];
  }[];
}

/** Uploads and creates it on the fixture's server. */
export async function makePresent(url: string, name: string): Promise<void> {
  const file = join(fixtures, name, "present.json");
  if (!existsSync(file)) return;
  const { blobs, resources }: Present = JSON.parse(readFileSync(file, "utf8"));
  for (const bytes of blobs) await send(`${url}/blobs`, "POST", "image/png", bytes);
  for (const { path, id, revisions } of resources) {
    for (const [n, data] of revisions.entries()) {
      const [target, method] = n === 0 ? [`${url}/${path}?id=${id}`, "POST"] : [`${url}/${path}/${id}`, "PUT"];
      await send(target, method, "application/json", JSON.stringify(data));
    }
  }
}

async function send(url: string, method: string, type: string, body: string): Promise<void> {
  const response = await fetch(url, { method, headers: { "Content-Type": type }, body });
  if (!response.ok) throw new Error(`${method} ${url}: ${await response.text()}`);
}
