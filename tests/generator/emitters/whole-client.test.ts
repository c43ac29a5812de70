import { execFile } from "node:child_process";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { afterAll, expect, it } from "vitest";
import { emitClient } from "../../../generator/emitters/emit-client.js";
import { emitModel } from "../../../generator/emitters/emit-model.js";
import { DEFAULT_JOB_SETTINGS } from "../../../generator/ir/job-settings.js";
import { field, model, project, text as textType } from "./model-ir.js";

const root = fileURLToPath(new URL("../../..", import.meta.url));
/** Where packages are found as from a user's project. */
const folder = join(root, "node_modules/.cache/whole-client");
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const MODELS = {
  "models/Issue.ts": 'import { schema, type Binary } from "@specstar/runtime/spec";\nexport class Issue { title!: string; due!: Date; logo!: Binary }\nexport default schema(Issue, "v1");\n',
  "models/Errand.ts": 'import { schema } from "@specstar/runtime/spec";\nexport class Errand { title!: string }\nexport default schema(Errand, "v1");\n',
  "models/Note.ts": 'import { schema } from "@specstar/runtime/spec";\nexport class Note { title!: string }\nexport default schema(Note, "v1");\n',
};

const USE = `import { createClient, unwrap } from "./generated/client.js";
const client = createClient();
export async function use(): Promise<void> {
  const dry = await unwrap(client.issues.update("a", { title: "", due: new Date(), logo: { fileId: "", size: 1, contentType: "" } }, { validateOnly: true }));
  dry.valid satisfies true;
  const real = await unwrap(client.issues.update("a", { title: "", due: new Date(), logo: { fileId: "", size: 1, contentType: "" } }, { mode: "modify", reason: "x", ifMatch: "y" }));
  real.etag satisfies string;
  await unwrap(client.issues.patch("a", { title: "x", due: null }, { idempotencyKey: "k" }));
  await unwrap(client.issues.patch("a", [{ op: "remove", path: "/title" }]));
  // @ts-expect-error no such field
  await unwrap(client.issues.patch("a", { titel: "x" }));
  // @ts-expect-error no such option
  await unwrap(client.issues.patch("a", { title: "x" }, { reasn: "k" }));
  (await unwrap(client.issues.purge("a"))) satisfies null;
  await unwrap(client.issues.searchByBody({ where: { or: [{ title: "x" }, { not: { title: { like: "%a" } } }] }, limit: 3 }));
  await unwrap(client.issues.bulk({ op: "update", where: { title: "x" }, patch: { title: "y" } }, { reason: "r" }));
  const { body } = await unwrap(client.issues.getBlob("a", "f", { range: { first: 0 } }));
  await body?.cancel();
  await unwrap(client.issues.referrers("a"));
  await unwrap(client.issues.diff("a", { from: 1 }));
  await unwrap(client.errands.create({ title: "x" }, { onDuplicate: "ignore" }));
  // @ts-expect-error no job
  await unwrap(client.notes.create({ title: "x" }, { onDuplicate: "ignore" }));
  (await unwrap(client.errands.cancel("a", { reason: "r" }))).state satisfies string;
  await unwrap(client.errands.rerun("a", { ifMatch: "x" }));
  (await unwrap(client.errands.rerunMany({ where: { title: { like: "%a" } }, most: 3 }))).count satisfies number;
  (await unwrap(client.errands.status("a"))).etag satisfies string;
  (await unwrap(client.errands.status("a", { ifNoneMatch: "x" })))?.progress?.value satisfies number | undefined;
  (await unwrap(client.errands.listAttempts("a")))[0]?.error satisfies string | null | undefined;
  (await unwrap(client.errands.readLog("a"))) satisfies string;
  for await (const event of client.errands.watch("a")) (event.type === "log" ? event.text : event.status.state) satisfies string;
  // @ts-expect-error no job
  client.notes.watch("a");
  // @ts-expect-error nothing refers to notes
  await unwrap(client.notes.referrers("a"));
  const { items } = await unwrap(client.issues.search({ returns: ["data"], fields: ["title"], filter: "TRUE" }));
  items[0]?.data.title satisfies string | undefined;
  // @ts-expect-error not asked for
  items[0]?.meta;
  (await unwrap(client.issues.get("a"))).data.title satisfies string;
  // @ts-expect-error no such option
  await unwrap(client.issues.get("a", { field: ["title"] }));
  (await unwrap(client.$upload(new Uint8Array([1]), { name: "x" }))).fileId satisfies string;
  await unwrap(client.$batch([{ op: "delete", model: "issue", id: "a" }]));
  (await unwrap(client.$changes({ since: 3 }))).nextSince satisfies number;
  await unwrap(client.$changeset("x")); await unwrap(client.$revertChangeset("x"));
}
`;

const options = {
  target: "ES2023",
  lib: ["ES2023"],
  types: ["node"],
  module: "NodeNext",
  strict: true,
  exactOptionalPropertyTypes: true,
  noUncheckedIndexedAccess: true,
  noPropertyAccessFromIndexSignature: true,
  verbatimModuleSyntax: true,
  isolatedDeclarations: true,
  declaration: true,
  noUnusedLocals: true,
  noUnusedParameters: true,
  skipLibCheck: true,
  noEmit: true,
  paths: { "@specstar/runtime": ["../../../runtime/index.ts"], "@specstar/runtime/spec": ["../../../runtime/spec.ts"], "@specstar/runtime/jobs": ["../../../runtime/jobs/index.ts"] },
};

function write(path: string, text: string): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), text);
}

/** What the compiler finds, but in the runtime's sources, which are compiled by rules of their own. */
async function compile(): Promise<string[]> {
  const findings = await promisify(execFile)(process.execPath, [join(root, "node_modules/typescript/bin/tsc"), "-p", folder], { cwd: folder }).then(
    () => "",
    (error: unknown) => (error instanceof Error && "stdout" in error ? String(error.stdout) : String(error)),
  );
  return findings.split("\n").filter((line) => /^(generated|models|use)/.test(line));
}

it("types all that a client can do once everything is served", async () => {
  const issue = model("Issue", {
    isReferredTo: true,
    fields: [field("title"), field("due", { kind: "date" }), field("logo", { kind: "binary" })],
    indexes: [{ path: "title", type: "text", nullable: false, list: false, renamedFrom: null }],
  });
  const note = model("Note");
  const job = { payload: textType, result: textType, settings: DEFAULT_JOB_SETTINGS };
  const errand = model("Errand", { job, indexes: [{ path: "title", type: "text", nullable: false, list: false, renamedFrom: null }] });
  for (const { path, text } of [emitClient(project(errand, issue, note), "generated"), emitModel({ ...errand, job: null }, "generated"), emitModel(issue, "generated"), emitModel(note, "generated")]) write(path, text);
  for (const [path, text] of Object.entries({ ...MODELS, "use.ts": USE, "package.json": '{ "type": "module" }' })) write(path, text);
  write("tsconfig.json", JSON.stringify({ compilerOptions: options, files: ["use.ts"] }));
  expect(await compile()).toEqual([]);
}, 120_000);
