import { defineResource, memoryStorage, object, ResourceManager, text, type ResourceDefinition, type ResourceSpec } from "@specstar/runtime";
import { schema, type Index } from "@specstar/runtime/spec";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { refusal } from "../../conformance/manager/world.js";

class Ticket {
  title!: string;
  due: string | null = null;
  tags: (string & Index)[] = [];
}

/** As it is emitted. */
interface EmittedTicket {
  title: string;
  due: string | null;
  tags: string[];
}

interface TicketInput {
  title: string;
  due?: string | null;
  tags?: string[];
}

interface TicketIndexed {
  tags: string[];
}

const ticketSchema: z.ZodType = object({ title: text(), due: text().nullable().default(null), tags: z.array(text()).default([]) });

const definition = {
  name: "ticket",
  schemaVersion: "v1",
  schema: ticketSchema,
  table: "ticket",
  indexes: [{ path: "tags", column: "data_tags", type: "text", list: true }],
  unique: [],
} as const satisfies ResourceDefinition;

function openTickets(more: Partial<ResourceDefinition> = {}) {
  const spec: ResourceSpec<EmittedTicket, TicketInput, TicketIndexed> = defineResource({ ...definition, ...more });
  return new ResourceManager(spec, memoryStorage());
}

describe("defineResource", () => {
  it("carries what the generator has to say, and has nothing else to say", () => {
    const references = [{ path: "owner", model: "account", onDelete: "cascade" }] as const;
    const { steps } = schema(Ticket, "v2").step("v1", (old: Ticket) => old);
    expect(defineResource({ ...definition, references, displayName: "title", hidden: ["secret"], protected: ["state"], steps })).toMatchObject({
      references,
      displayName: "title",
      hidden: ["secret"],
      protected: ["state"],
      steps,
    });
    expect(defineResource(definition)).toMatchObject({ references: [], hidden: [], protected: [], steps: [], defaultStatus: "stable" });
  });

  it("takes what the model's file has, or hasn't", async () => {
    const model = schema(Ticket, "v1", { newId: () => "T-1" });
    const { newId, validate } = model.options;
    const spec: ResourceSpec<EmittedTicket, TicketInput, TicketIndexed> = defineResource({ ...definition, newId, validate, steps: model.steps });
    expect(await new ResourceManager(spec, memoryStorage()).create({ title: "a" })).toMatchObject({ resourceId: "ticket:T-1" });
  });
});

describe("a model's default status", () => {
  it("is that of revisions for which the caller has none", async () => {
    const tickets = openTickets({ defaultStatus: "draft" });
    const first = await tickets.create({ title: "a" });
    expect(first.status).toBe("draft");
    expect(await tickets.update(first.resourceId, { title: "b" })).toMatchObject({ status: "draft" });
    expect(await tickets.update(first.resourceId, { title: "c" }, { status: "stable" })).toMatchObject({ status: "stable" });
    expect(await tickets.update(first.resourceId, { title: "c" })).toMatchObject({ status: "stable", revisionId: `${first.resourceId}:3` });
  });
});

describe("a model's own ids", () => {
  it("follow its name, and find the resource again", async () => {
    const tickets = openTickets({ newId: () => "T-7_a.B" });
    const { resourceId } = await tickets.create({ title: "a" });
    expect(resourceId).toBe("ticket:T-7_a.B");
    expect((await tickets.get(resourceId)).data.title).toBe("a");
    expect(await tickets.update(resourceId, { title: "b" })).toMatchObject({ revisionId: "ticket:T-7_a.B:2" });
    await refusal(tickets.create({ title: "c" }), "DUPLICATE_RESOURCE");
  });

  it.each(["", "a b", "a:b", "ä", "a/b", "x".repeat(129), "a\n"])("can't be %j", async (id) => {
    await expect(openTickets({ newId: () => id }).create({ title: "a" })).rejects.toThrow('newId of the model "ticket" made');
  });
});

describe("a model's own check", () => {
  const tickets = openTickets({
    *validate({ title, due, tags }: EmittedTicket) {
      if (due !== null && due < title) yield { path: "due", message: "Comes before the title." };
      if (tags.includes("broken")) throw new TypeError("broken");
    },
  });

  it("refuses what it finds fault with, on create and on update", async () => {
    expect(await refusal(tickets.create({ title: "b", due: "a" }), "VALIDATION_FAILED")).toEqual([{ path: "/due", message: "Comes before the title." }]);
    const { resourceId } = await tickets.create({ title: "b" });
    await refusal(tickets.update(resourceId, { title: "b", due: "a" }), "VALIDATION_FAILED");
  });

  it("is not ours to explain when it breaks", async () => {
    await expect(tickets.create({ title: "b", tags: ["broken"] })).rejects.toThrow(TypeError);
  });
});

describe("a search by many values", () => {
  it("finds what has the value, and shows all of them", async () => {
    const tickets = openTickets();
    await tickets.create({ title: "a", tags: ["x", "y", "x"] });
    await tickets.create({ title: "b", tags: ["y"] });
    const found = await tickets.search({ where: (q) => q.and(q.tags.has("x"), q.tags.has("y")) });
    expect(found.items.map(({ data, meta }) => [data.title, meta.indexedData])).toEqual([["a", { tags: ["x", "y"] }]]);
    expect(await tickets.count({ where: (q) => q.not(q.tags.has("x")) })).toBe(1);
    const [item] = found.items;
    expect(Object.isFrozen(item?.meta.indexedData["tags"])).toBe(true);
  });
});
