import { z } from "zod";
import { closed } from "./closed-object.js";

/** What the connections inherit. */
export const defaultsSchema = closed({ tablePrefix: z.exactOptional(z.string()), prefix: z.exactOptional(z.string()) });

/** The whole file, but for its connections and bindings: each of them is checked by itself. */
export const documentSchema = closed({
  version: z.literal(1),
  defaults: z.exactOptional(defaultsSchema),
  connections: z.exactOptional(z.record(z.string(), z.unknown())),
  meta: z.exactOptional(z.unknown()),
  resource: z.exactOptional(z.unknown()),
  blob: z.exactOptional(z.unknown()),
  mq: z.exactOptional(z.unknown()),
});

/** A binding by name. The other kind, described on the spot, is a connection. */
export const useSchema = closed({ use: z.string(), options: z.exactOptional(z.record(z.string(), z.unknown())) });
