import { renameSync, rmSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, it, vi } from "vitest";
import { main } from "../../../generator/cli/main.js";
import { tempProject, type TempProject } from "../temp-project.js";
import { specstar, testWorld, type TestWorld } from "./test-world.js";

/** A comment changes what is generated, and needs no new version of the model. */
const model = (name: string, about = "title"): string =>
  `import { schema } from "@specstar/runtime/spec";\n\nexport class ${name} {\n  /** About ${about}. */\n  name!: string;\n}\n\nexport default schema(${name}, "v1");\n`;

interface Watched {
  readonly target: TempProject;
  readonly world: TestWorld;
  readonly soon: (check: () => void | Promise<void>) => Promise<void>;
}

const eventually: Watched["soon"] = (check) => vi.waitFor(check, { timeout: 15_000, interval: 20 });

/** Runs `generate --watch` around a test, and sees that it ends well. */
async function watching(test: (watched: Watched) => Promise<void>): Promise<void> {
  const target = tempProject();
  for (const name of ["Issue", "Tag"]) target.write(`models/${name.toLowerCase()}.ts`, model(name));
  const world = testWorld(target.root);
  const ended = main(["generate", "--watch"], world);
  await eventually(() => expect(world.said.stderr).toContain("✔ 2 models"));
  await test({ target, world, soon: eventually });
  world.stop();
  expect(await ended).toBe(0);
}

describe("generate --watch", () => {
  it("writes what a saved model changes, and only that", () =>
    watching(async ({ target, soon }) => {
      const before = target.snapshot();
      target.write("models/tag.ts", model("Tag", "label"));
      await soon(() => expect(target.read("generated/tag/tag.model.ts")).toContain("About label."));
      const path = "generated/issue/issue.model.ts";
      expect(target.snapshot()[path]).toEqual(before[path]);
    }));

  it("keeps what it wrote while a model is broken, and goes on when it is mended", () =>
    watching(async ({ target, world, soon }) => {
      const before = target.read("generated/tag/tag.model.ts");
      target.write("models/tag.ts", "export class Tag {");
      await soon(() => expect(world.said.stderr).toContain("SPEC1002"));
      expect(target.read("generated/tag/tag.model.ts")).toBe(before);
      target.write("models/tag.ts", model("Tag", "color"));
      await soon(() => expect(target.read("generated/tag/tag.model.ts")).toContain("About color."));
    }));

  it("follows models that come, go and are renamed, and a link that leads nowhere", () =>
    watching(async ({ target, soon }) => {
      symlinkSync(join(target.root, "nowhere.ts"), join(target.root, "models/broken.ts"));
      symlinkSync(join(target.root, "models/round.ts"), join(target.root, "models/round.ts"));
      target.write("models/user.ts", model("User"));
      await soon(() => expect(target.has("generated/user/user.model.ts")).toBe(true));
      rmSync(join(target.root, "models/issue.ts"));
      renameSync(join(target.root, "models/tag.ts"), join(target.root, "models/label.ts"));
      await soon(() => {
        expect(target.has("generated/issue")).toBe(false);
        expect(target.read("generated/tag/tag.model.ts")).toContain("models/label.js");
      });
    }));

  it("ends a burst of saves with what was saved last, as a run of its own would write it", () =>
    watching(async ({ target, soon }) => {
      for (let n = 0; n < 40; n++) {
        target.write("models/tag.ts", model("Tag", `field${n}`));
        await sleep(n % 7);
      }
      await soon(() => expect(target.read("generated/tag/tag.model.ts")).toContain("About field39."));
      await soon(async () => expect(await specstar(target.root, "generate", "--check")).toMatchObject({ exitCode: 0, stdout: "" }));
    }));

  it("takes a new config, and does not wake up from what it writes itself", () =>
    watching(async ({ target, world, soon }) => {
      target.write("specstar.config.ts", 'export default { output: "code" };\n');
      await soon(() => expect(target.has("code/tag/tag.model.ts")).toBe(true));
      await sleep(300);
      const said = { ...world.said };
      await sleep(500);
      expect(world.said).toEqual(said);
    }));
});
