import { createServer, type IncomingMessage, type Server } from "node:http";
import { text } from "node:stream/consumers";
import type { TestProject } from "vitest/node";
import { SharedPostgres } from "./shared-postgres.js";
import { SharedRabbitmq } from "./shared-rabbitmq.js";
import { SharedS3 } from "./shared-s3.js";

declare module "vitest" {
  interface ProvidedContext {
    /** Where a test file asks for what the services of this run have: the answer is text, or a status of 500 and what is missing. */
    services: string;
  }
}

/**
 * Starts a service when the first test file asks for it, and stops it at the end of the run. They live with the process that runs all
 * tests: so there is one of each whatever files run, and they go when that process does, even when that is killed.
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  // The other projects inherit what this one provides.
  if (!project.isRootProject()) return async () => undefined;
  const services = { postgres: new SharedPostgres(), rabbitmq: new SharedRabbitmq(), s3: new SharedS3() };
  const server = createServer((request, response) => {
    answer(request, services)
      .then((said) => response.end(said))
      .catch((error: unknown) => response.writeHead(500).end(error instanceof Error ? error.message : String(error)));
  });
  project.provide("services", await listen(server));
  return async () => {
    server.close();
    await Promise.all(Object.values(services).map((service) => service.stop()));
  };
}

interface Services {
  readonly postgres: SharedPostgres;
  readonly rabbitmq: SharedRabbitmq;
  readonly s3: SharedS3;
}

async function answer(request: IncomingMessage, { postgres, rabbitmq, s3 }: Services): Promise<string> {
  const body = await text(request);
  if (request.url === "/rabbitmq") return await rabbitmq.url();
  if (request.url === "/s3") return await s3.endpoint();
  if (request.method === "POST") return await postgres.createDatabase(body);
  await postgres.dropDatabase(body);
  return "";
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
