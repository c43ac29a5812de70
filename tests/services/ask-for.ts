import { inject } from "vitest";

/**
 * Asks the process that runs all tests for one of the services that they share.
 *
 * @throws Error with its answer, such as what to install, when there is none to be had.
 */
export async function askFor(method: "POST" | "DELETE", service: "postgres" | "s3" | "rabbitmq", body = ""): Promise<string> {
  const answer = await fetch(`${inject("services")}/${service}`, { method, body });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`The test's ${service} is not to be had. ${text}`);
  return text;
}
