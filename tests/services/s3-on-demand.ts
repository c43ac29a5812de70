import { spawn, type ChildProcess } from "node:child_process";
import { randomUUID } from "node:crypto";
import { createServer, type Server } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { TestProject } from "vitest/node";

declare module "vitest" {
  interface ProvidedContext {
    /** Where a test file asks for the S3 server of this run: the answer is its endpoint, or a status of 500 and what is missing. */
    s3OnDemand: string;
  }
}

const script = fileURLToPath(new URL("../../scripts/services/ceph.js", import.meta.url));
/** Where a server for development may run already. */
const USUAL_ENDPOINT = "http://127.0.0.1:7480";

interface StartedServer {
  readonly child: ChildProcess;
  readonly endpoint: Promise<string>;
}

/**
 * Starts an S3 server when the first test file asks for one, and stops it at the end of the run. It lives in the process that runs all
 * tests: so there is one whatever files run, and it goes when that process does, even when that is killed.
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  let started: StartedServer | undefined;
  const server = createServer((_, response) => {
    findServer()
      .then((found) => found ?? (started ??= startServer()).endpoint)
      .then((endpoint) => response.end(endpoint))
      .catch((error: unknown) => response.writeHead(500).end(error instanceof Error ? error.message : String(error)));
  });
  project.provide("s3OnDemand", await listen(server));
  return async () => {
    server.close();
    if (started !== undefined) await stop(started.child);
  };
}

/** One that runs already: the one that S3_ENDPOINT_URL names, which must be there then, or one at the usual place. */
async function findServer(): Promise<string | undefined> {
  const named = process.env["S3_ENDPOINT_URL"];
  if (await answersAsS3(named ?? USUAL_ENDPOINT)) return named ?? USUAL_ENDPOINT;
  if (named !== undefined) throw new Error(`S3_ENDPOINT_URL names ${named}, where no S3 server answers. Start it, or unset the variable.`);
  return undefined;
}

/** Without a signature, S3 lists no buckets, or denies access, in XML of its own. */
async function answersAsS3(endpoint: string): Promise<boolean> {
  try {
    const answer = await fetch(endpoint, { signal: AbortSignal.timeout(5_000) });
    return /<(?:ListAllMyBucketsResult|Error)[\s>]/.test(await answer.text());
  } catch {
    return false;
  }
}

function startServer(): StartedServer {
  const child = spawn(process.execPath, [script, join(tmpdir(), `specstar-s3-${randomUUID()}`)], { stdio: ["pipe", "pipe", "pipe"] });
  const endpoint = new Promise<string>((resolve, reject) => {
    let complaints = "";
    child.stderr.on("data", (text) => (complaints += String(text)));
    child.stdout.on("data", (line) => resolve(readEndpoint(String(line))));
    child.on("error", reject);
    child.on("close", () => reject(new Error(complaints)));
  });
  // Told to those who ask; until then nobody listens.
  endpoint.catch(() => undefined);
  return { child, endpoint };
}

function readEndpoint(line: string): string {
  const said: { readonly endpoint: string } = JSON.parse(line);
  return said.endpoint;
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise((done) => child.once("exit", done));
  child.stdin?.end();
  await gone;
}

function listen(server: Server): Promise<string> {
  return new Promise((done) => {
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      if (address === null || typeof address === "string") throw new Error("No port is free.");
      server.unref();
      done(`http://127.0.0.1:${address.port}`);
    });
  });
}
