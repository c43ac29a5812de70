import type { Connection } from "./backend-config.js";
import type { Bindings } from "./bindings.js";

/** A text with `***` in the place of every password and key of a configuration, however a driver has put it there. */
export function hideSecrets(text: string, { meta, resource, blob, mq }: Bindings): string {
  const secrets = [meta, resource, blob, ...(mq === null ? [] : [mq])].flatMap(secretsOf).filter((secret) => secret !== "");
  // The longest first: a shorter one may be a part of it.
  return secrets.toSorted((one, other) => other.length - one.length).reduce((hidden, secret) => hidden.replaceAll(secret, "***"), text);
}

function secretsOf(connection: Connection): string[] {
  switch (connection.type) {
    case "s3":
      return [connection.options.secretAccessKey ?? "", connection.options.sessionToken ?? ""];
    case "postgres":
      return passwordsIn(connection.options.dsn);
    case "rabbitmq":
    case "celery":
      return passwordsIn(connection.options?.url ?? "");
    default:
      return [];
  }
}

/** As they are written in a dsn or a URL, and as they are meant. */
function passwordsIn(dsn: string): string[] {
  const url = URL.canParse(dsn) ? new URL(dsn) : null;
  const written = url === null ? [dsn] : [url.password, url.searchParams.get("password") ?? ""];
  return [...written, ...written.map(decode)];
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
