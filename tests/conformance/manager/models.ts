import { dateTime, defineResource, object, text, type ResourceSpec } from "@specstar/runtime";
import { z } from "zod";

export { issueSpec, type Issue, type IssueIndexed, type IssueInput } from "../../../fixtures/issue/expected/generated/issue/issue.model.js";

export interface Account {
  name: string;
  email: string | null;
  country: string | null;
  serial: number | null;
  address: { city: string; since: Date | null };
  visits: Date[];
  note?: string;
}

export interface AccountInput {
  name: string;
  email?: string | null;
  country?: string | null;
  serial?: number | null;
  address?: { city: string; since?: Date | null };
  visits?: Date[];
  note?: string;
}

export interface AccountIndexed {
  email: string | null;
  country: string | null;
  serial: number | null;
  "address.city": string;
}

const accountSchema: z.ZodType = object({
  name: text(),
  email: z.string().nullable().default(null),
  country: z.string().nullable().default(null),
  serial: z.int().nullable().default(null),
  address: object({ city: text(), since: dateTime().nullable().default(null) }).default({ city: "Oslo", since: null }),
  visits: z.array(dateTime()).default([]),
  note: z.exactOptional(text()),
});

/** What the issue model lacks: unique fields alone and together, nested data, lists of dates, a field that may be absent. */
export const accountSpec: ResourceSpec<Account, AccountInput, AccountIndexed> = defineResource({
  name: "account",
  schemaVersion: "v1",
  schema: accountSchema,
  table: "account",
  indexes: [
    { path: "email", column: "data_email", type: "text" },
    { path: "country", column: "data_country", type: "text" },
    { path: "serial", column: "data_serial", type: "integer" },
    { path: "address.city", column: "data_address_city", type: "text" },
  ],
  unique: [["email"], ["country", "serial"]],
});
