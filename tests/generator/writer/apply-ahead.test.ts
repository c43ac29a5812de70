import { describe, expect, it } from "vitest";
import type { File } from "../../../generator/ir/file.js";
import type { Plan } from "../../../generator/writer/plan.js";
import { writeFiles } from "../../../generator/writer/write.js";
import { tempProject, type TempProject } from "../temp-project.js";

const generated = (path: string, text: string): File => ({ path: `generated/${path}`, text, kind: "generated" });
const first = [generated("a.ts", "a 1\n"), generated("b.ts", "b 1\n"), generated("all.json", "1\n")];

/** A run that writes some of its files ahead, and then looks at the disk before it goes on. */
async function run(project: TempProject, files: readonly File[], ahead: readonly File[], look = () => {}): Promise<Plan | undefined> {
  return writeFiles({ root: project.root, output: "generated", forced: new Set() }, async (writeAhead) => {
    writeAhead(ahead);
    look();
    return files;
  });
}

const actions = (plan: Plan | undefined): string[] => (plan?.steps ?? []).map(({ path, action }) => `${action} ${path}`);

describe("what is written ahead of a run", () => {
  it("is there before the rest is, and counts as written by the run", async () => {
    const project = tempProject();
    await run(project, first, []);
    const next = [generated("a.ts", "a 2\n"), generated("b.ts", "b 1\n"), generated("all.json", "2\n")];
    const plan = await run(project, next, next.slice(0, 2), () => expect([project.read("generated/a.ts"), project.read("generated/all.json")]).toEqual(["a 2\n", "1\n"]));
    expect(actions(plan)).toEqual(["updated generated/a.ts", "updated generated/all.json", "unchanged generated/b.ts"]);
    expect(actions(await run(project, next, next))).toEqual(["unchanged generated/a.ts", "unchanged generated/all.json", "unchanged generated/b.ts"]);
  });

  it("never takes the place of what somebody has edited", async () => {
    const project = tempProject();
    await run(project, first, []);
    project.write("generated/a.ts", "mine\n");
    const next = [generated("a.ts", "a 2\n"), generated("b.ts", "b 2\n"), generated("all.json", "2\n")];
    const plan = await run(project, next, next.slice(0, 2));
    expect([project.read("generated/a.ts"), project.read("generated/all.json")]).toEqual(["mine\n", "1\n"]);
    expect(actions(plan)).toContain("edited generated/a.ts");
  });

  it("is ours for the next run when this one ends in the middle", async () => {
    const project = tempProject();
    await run(project, first, []);
    const next = [generated("a.ts", "a 2\n"), generated("b.ts", "b 1\n"), generated("all.json", "2\n")];
    const broken = run(project, next, next.slice(0, 1), () => {
      throw new Error("power cut");
    });
    await expect(broken).rejects.toThrow("power cut");
    const again = [generated("a.ts", "a 3\n"), generated("b.ts", "b 1\n"), generated("all.json", "3\n")];
    expect(actions(await run(project, again, []))).toEqual(["updated generated/a.ts", "updated generated/all.json", "unchanged generated/b.ts"]);
  });

  it("is nothing new, and no more than a few files", async () => {
    const project = tempProject();
    const many = Array.from({ length: 30 }, (_, n) => generated(`${n}.ts`, "1\n"));
    await run(project, many, []);
    const next = many.map(({ path }) => ({ path, text: "2\n", kind: "generated" as const }));
    await run(project, [...next, generated("new.ts", "1\n")], next, () => expect(project.read("generated/7.ts")).toBe("1\n"));
    await run(project, next, [generated("created.ts", "1\n")], () => expect(project.has("generated/created.ts")).toBe(false));
  });
});
