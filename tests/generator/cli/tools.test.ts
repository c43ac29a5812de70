import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { readdirSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { beforeAll, describe, expect, it } from "vitest";
import { catalogue } from "../../../generator/diagnostics/catalogue.js";
import { installJudges } from "../../judges/install.js";
import { tempProject, type TempProject } from "../temp-project.js";
import { specstar } from "./test-world.js";

const MODEL = 'import { schema, type Index } from "@specstar/runtime/spec";\nexport class Issue { title!: string; status: ("open" | "done") & Index = "open"; }\nexport default schema(Issue, "v1");\n';
const CHANGED = MODEL.replace("title!: string; ", "");
const judges = fileURLToPath(new URL("../../judges/", import.meta.url));
const fixtures = fileURLToPath(new URL("../../../fixtures/", import.meta.url));

function issueProject(): TempProject {
  const folder = tempProject();
  folder.write("models/issue.ts", MODEL);
  return folder;
}

describe("specstar ir", () => {
  it("prints the same bytes, with a hash over the models, wherever the project lies", async () => {
    const [one, other] = [await specstar(issueProject().root, "ir"), await specstar(issueProject().root, "ir")];
    expect(one.stdout).toBe(other.stdout);
    const document = JSON.parse(one.stdout);
    expect(document.hash).toBe(`sha256:${createHash("sha256").update(JSON.stringify(document.models)).digest("hex")}`);
    expect(Object.keys(document.models[0]).slice(0, 3)).toEqual(["name", "compoundIndexes", "displayName"]);
  });

  it("prints one model, or says which there are", async () => {
    const shop = join(fixtures, "shop");
    expect(JSON.parse((await specstar(shop, "ir", "Order")).stdout).models).toHaveLength(1);
    const wrong = await specstar(shop, "ir", "Ordr");
    expect(wrong.exitCode).toBe(2);
    expect(wrong.stderr).toContain("Did you mean `Order`?");
  });

  it("exits with 2 and prints what is wrong with the models", async () => {
    const folder = tempProject();
    folder.write("models/issue.ts", MODEL.replace("string", "strng"));
    const { exitCode, stdout, stderr } = await specstar(folder.root, "ir");
    expect([exitCode, stdout]).toEqual([2, ""]);
    expect(stderr).toContain("SPEC2001");
  });

  describe("--schema", () => {
    let validate: ((value: unknown) => boolean) & { errors?: unknown };
    beforeAll(async () => {
      await installJudges();
      const { Ajv2020 } = createRequire(judges)("ajv/dist/2020.js");
      validate = new Ajv2020({ strictTypes: false }).compile(JSON.parse((await specstar(fixtures, "ir", "--schema")).stdout));
    }, 300_000);

    it.each(readdirSync(fixtures).filter((name) => name !== "invalid" && !name.includes(".")))("is met by the IR of fixtures/%s", async (name) => {
      const document = JSON.parse((await specstar(join(fixtures, name), "ir")).stdout);
      expect(validate(document), JSON.stringify(validate.errors)).toBe(true);
      expect(validate({ ...document, models: [{ ...document.models[0], extra: 1 }] })).toBe(false);
    });
  });
});

describe("specstar explain", () => {
  it("says all that is known of a code, with an example", async () => {
    for (const code of ["SPEC1203", "spec1203", "1203"]) {
      const { exitCode, stdout } = await specstar(fixtures, "explain", code);
      expect(exitCode).toBe(0);
      for (const text of ["SPEC1203 (error): ", catalogue.SPEC1203.cause, catalogue.SPEC1203.fix, "Example:\n\n  models/issue.ts:"]) expect(stdout).toContain(text);
    }
  });

  it("has an example for every code", async () => {
    for (const code of Object.keys(catalogue)) expect((await specstar(fixtures, "explain", code)).stdout, code).toContain("Example:");
  });

  it("lists all codes, and knows which one was meant", async () => {
    expect((await specstar(fixtures, "explain")).stdout.trimEnd().split("\n")).toHaveLength(Object.keys(catalogue).length);
    const { exitCode, stderr } = await specstar(fixtures, "explain", "SPEC12033");
    expect([exitCode, stderr.includes("Did you mean `SPEC1203`?")]).toEqual([2, true]);
  });
});

describe("specstar breaking", () => {
  /** A project in a folder of a repository, committed and then changed. */
  function changed(): TempProject & { readonly project: string } {
    const folder = tempProject();
    const git = (...args: string[]) => execFileSync("git", ["-c", "user.name=a", "-c", "user.email=a@example.org", ...args], { cwd: folder.root, stdio: "ignore" });
    folder.write("api/models/issue.ts", MODEL);
    git("init", "-q", "-b", "main");
    git("add", ".");
    git("commit", "-q", "-m", "first");
    folder.write("api/models/issue.ts", CHANGED);
    return { ...folder, project: join(folder.root, "api") };
  }

  it("compares with a commit, and leaves the work tree as it is", async () => {
    const folder = changed();
    const before = folder.snapshot();
    const { exitCode, stdout } = await specstar(folder.project, "breaking", "--against", "main");
    expect([exitCode, stdout]).toEqual([5, "models/issue.ts error FIELD_REMOVED (WIRE) Issue.title: A field is gone. The field `title` is gone.\n"]);
    expect(folder.snapshot()).toEqual(before);
    folder.write("api/models/issue.ts", MODEL);
    expect((await specstar(folder.project, "breaking", "--against", "HEAD")).exitCode).toBe(0);
  });

  it("compares with what `specstar ir` has printed, unless it was changed", async () => {
    const folder = issueProject();
    const { stdout } = await specstar(folder.root, "ir");
    folder.write("models.json", stdout);
    folder.write("edited.json", stdout.replace("open", "shut"));
    folder.write("models/issue.ts", CHANGED);
    expect((await specstar(folder.root, "breaking", "--against", "models.json")).exitCode).toBe(5);
    expect((await specstar(folder.root, "breaking", "--against", "edited.json")).stderr).toContain("is not what `specstar ir` of this version has printed");
  });

  it("speaks to programs and workflows, and leaves out what it is told to", async () => {
    const { project } = changed();
    const against = ["breaking", "--against", "main"];
    const json = JSON.parse((await specstar(project, ...against, "--format", "json")).stdout);
    expect(json).toMatchObject({ errors: 1, ignored: 0, findings: [{ rule: "FIELD_REMOVED", category: "WIRE", place: "Issue.title", file: "models/issue.ts" }] });
    const github = await specstar(project, ...against, "--format", "github");
    expect(github.stdout).toBe("::error file=models/issue.ts,title=FIELD_REMOVED Issue.title::A field is gone. The field `title` is gone.\n");
    for (const ignored of ["FIELD_REMOVED", "FIELD_REMOVED:Issue.title"]) expect((await specstar(project, ...against, "--ignore", ignored)).exitCode).toBe(0);
    expect((await specstar(project, ...against, "--ignore", "FIELD_REMOVED:Issue.other")).exitCode).toBe(5);
    expect((await specstar(project, ...against, "--ignore", "FIELD_REMOVD")).stderr).toContain("Did you mean `FIELD_REMOVED`?");
  });

  it("refuses what is no commit, even if git would take it for a flag", async () => {
    const { project } = changed();
    for (const ref of ["nowhere", "--help"]) {
      const { exitCode, stderr } = await specstar(project, "breaking", `--against=${ref}`);
      expect([exitCode, stderr.includes("there is no commit, branch, tag or file")]).toEqual([2, true]);
    }
  });
});
