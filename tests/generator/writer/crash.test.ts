import * as fs from "node:fs";
import { beforeEach, describe, expect, it, vi } from "vitest";
import type { File } from "../../../generator/ir/file.js";
import { applyPlan, recover } from "../../../generator/writer/apply.js";
import { planWrites, type Plan } from "../../../generator/writer/plan.js";
import { readDisk } from "../../../generator/writer/read-disk.js";
import { tempProject, type TempProject } from "../temp-project.js";

/** How many changes of the disk are still let through; after the last one, the process counts as dead. */
const power = vi.hoisted(() => ({ left: Number.POSITIVE_INFINITY }));

vi.mock("node:fs", async (importActual) => {
  const actual = await importActual<typeof fs>();
  const cut = <Call extends (...args: never[]) => unknown>(call: Call): Call =>
    ((...args: never[]) => {
      if (power.left-- <= 0) throw new Error("power cut");
      return call(...args);
    }) as Call;
  return {
    ...actual,
    renameSync: cut(actual.renameSync),
    rmSync: cut(actual.rmSync),
    mkdirSync: cut(actual.mkdirSync),
    writeFileSync: cut(actual.writeFileSync),
    rmdirSync: cut(actual.rmdirSync),
  };
});

const file = (path: string, text: string, kind: File["kind"] = "generated"): File => ({ path, text, kind });
/** Three states of a project. Like the emitters, it appends a migration whenever the lock file is behind. */
const state = (project: TempProject, n: number): File[] => {
  const lock = project.has("specstar.lock.json") ? Number(project.read("specstar.lock.json")) : 0;
  return [
    file("generated/index.ts", `index ${n}\n`),
    file(`generated/model-${n}/model.ts`, `model ${n}\n`),
    file("generated/shared/shared.ts", `shared ${n}\n`),
    file("specstar.lock.json", `${n}\n`),
    ...(lock === n
      ? []
      : [file(`migrations/sqlite/${lock}-${n}_from_run_${run++}/migration.sql`, `SQL ${lock}-${n}\n`, "appended")]),
  ];
};
let run = 0;

function write(project: TempProject, n: number): Plan {
  recover(project.root, "generated");
  const files = state(project, n);
  const plan = planWrites(files, readDisk(project.root, "generated", files), "generated", new Set());
  if (plan.steps.some((step) => step.action === "edited")) throw new Error("edited");
  applyPlan(project.root, "generated", plan);
  return plan;
}

const migrations = (project: TempProject): string[] =>
  project
    .list()
    .filter((path) => path.startsWith("migrations/"))
    .map((path) => project.read(path).trim());

/** Writes state 1, then cuts the power after `steps` changes on the way to state 2. */
function crash(steps: number): { project: TempProject; isCut: boolean } {
  const project = tempProject();
  write(project, 1);
  power.left = steps;
  let isCut = false;
  try {
    write(project, 2);
  } catch (error) {
    expect(error).toMatchObject({ message: "power cut" });
    isCut = true;
  }
  power.left = Number.POSITIVE_INFINITY;
  return { project, isCut };
}

beforeEach(() => {
  power.left = Number.POSITIVE_INFINITY;
});

describe("a run that is cut short at any moment", () => {
  it.each([
    ["the same models", 2, ["SQL 0-1", "SQL 1-2"]],
    ["the models as they were", 1, undefined],
    ["models that have changed again", 3, undefined],
  ])("is mended by the next one with %s", (_, next, expected) => {
    let steps = 0;
    for (; ; steps++) {
      const { project, isCut } = crash(steps);
      for (const path of project.list().filter((each) => each.startsWith("generated/") && each.endsWith(".ts"))) {
        expect(project.read(path), "no file is there in part").toMatch(/^(index|model|shared) [12]\n$/);
      }
      write(project, next);
      expect(project.list().filter((path) => !path.startsWith("migrations/"))).toEqual([
        "generated/.specstar-manifest.json",
        "generated/index.ts",
        `generated/model-${next}/model.ts`,
        "generated/shared/shared.ts",
        "specstar.lock.json",
      ]);
      expect(project.read("generated/index.ts")).toBe(`index ${next}\n`);
      // The migrations lead, each from where the one before ended, to the state that was written.
      const path = migrations(project).map((sql) => sql.slice("SQL ".length).split("-").map(Number));
      expect(path.map(([from]) => from)).toEqual([0, ...path.slice(0, -1).map(([, to]) => to)]);
      expect(path.at(-1)?.[1]).toBe(next);
      if (expected !== undefined) expect(migrations(project)).toEqual(expected);
      expect(project.read("generated/.specstar-manifest.json")).not.toContain("unfinished");
      expect(fs.readdirSync(project.root).toSorted()).toEqual(["generated", "migrations", "specstar.lock.json"]);
      if (!isCut) break;
    }
    expect(steps).toBeGreaterThan(15);
  });

  it("does not take back a migration that somebody has changed since", () => {
    for (let steps = 0; ; steps++) {
      const { project, isCut } = crash(steps);
      if (!isCut) break;
      const path = project.list().find((each) => each.includes("1-2_from_run"));
      if (path === undefined) continue;
      project.write(path, "mine\n");
      recover(project.root, "generated");
      expect(project.read(path)).toBe("mine\n");
    }
  });
});
