import type pg from "pg";
import { SpecstarError } from "../../core/errors.js";

/** What is used of the optional package pg. */
export interface Driver {
  readonly Pool: typeof pg.Pool;
  readonly Client: typeof pg.Client;
  /** Gives a value of a column its type, by the number of that type. */
  readonly decode: (type: number, text: string) => unknown;
  /** Turns a parameter into what the wire takes. Throws for one that has no such form. */
  readonly encode: (value: unknown) => string | Buffer | null;
}

/** @throws CONFIG_INVALID when pg is missing, or older than what is needed. */
export async function loadDriver(): Promise<Driver> {
  const loaded = await importPg();
  // Not in the published types: it is what the driver's own queries encode their parameters with.
  const { prepareValue } = (loaded as unknown as { readonly utils?: { readonly prepareValue?: Driver["encode"] } }).utils ?? {};
  if (typeof prepareValue !== "function") throw missing("PostgreSQL needs the package pg in version 8.23 or newer. Run `npm install pg@8`.", undefined);
  return {
    Pool: loaded.Pool,
    Client: loaded.Client,
    decode: (type, text) => loaded.types.getTypeParser(type, "text")(text) as unknown,
    encode: (value) => prepareValue(value),
  };
}

async function importPg(): Promise<typeof pg> {
  try {
    return (await import("pg")).default;
  } catch (error) {
    throw missing("PostgreSQL needs the package pg. Run `npm install pg`.", error);
  }
}

function missing(message: string, cause: unknown): SpecstarError {
  return new SpecstarError("CONFIG_INVALID", message, [], { cause });
}
