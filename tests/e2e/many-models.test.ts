import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, inject, it } from "vitest";
import { generate } from "../../generator/index.js";
import { run } from "./run.js";

const packed = inject("packed");
const now = new Date();

let root: string;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), "specstar-many-"));
  await mkdir(join(root, "models"));
  await symlink(join(packed.installed, "node_modules"), join(root, "node_modules"));
  for (let n = 0; n < 200; n++) {
    const text = `import { schema } from "@specstar/runtime/spec";\n\nexport class Issue${n} {\n  title!: string;\n}\n\nexport default schema(Issue${n}, "v1");\n`;
    await writeFile(join(root, `models/issue${n}.ts`), text);
  }
});
afterAll(() => rm(root, { recursive: true, force: true }));

it("writes the same for many models, of which a thread takes its share, as is made without one", async () => {
  const expected = generate({}, { root, now: () => now }).files.filter(({ path }) => path.startsWith("generated/") && !path.endsWith("/index.ts"));
  await run(join(root, "node_modules/.bin/specstar"), ["generate"], root);
  expect(expected.length).toBeGreaterThan(600);
  for (const { path, text } of expected) expect(await readFile(join(root, path), "utf8"), path).toBe(text);
}, 120_000);
