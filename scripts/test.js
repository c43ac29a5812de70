/** `npm test`: installs, builds and gets what the tests need, then lints, type-checks and runs them. Arguments go to vitest. */

import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { build, checkNode, install, root, run, runOrFail, runScript, say, StepFailed } from "./steps.js";

const bin = (path) => join(root, "node_modules", path);
const results = join(root, "node_modules/.cache/specstar/test-results.json");

await runScript(async () => {
  const args = process.argv.slice(2);
  checkNode();
  await install();
  await build();
  if (args.length === 0) await prepareAll();
  const checked = args.length === 0 ? await check() : true;
  const tested = await test(args);
  return checked && tested ? 0 : 1;
});

async function prepareAll() {
  const judges = join(root, "tests/judges");
  if (existsSync(join(judges, "package.json"))) await install(judges);
  await installGit();
  await installChromium();
  await installPostgres();
  await installCeph();
  await installPgBouncer();
  await installRabbitmq();
  await installCelery();
}

/** Some tests clone projects and compare their commits. */
async function installGit() {
  if (spawnSync("git", ["--version"]).status === 0) return;
  await installPackage("git", "Tests need git: install it.");
}

/** Some tests open the API reference, and run the client, in a browser. */
async function installChromium() {
  if (existsSync(process.env.CHROMIUM ?? "/usr/bin/chromium")) return;
  await installPackage("chromium", "A test needs a browser: install Debian's package chromium, or set CHROMIUM to the path of one.");
}

/** Tests of what PostgreSQL keeps start a server of their own, unless one is named. */
async function installPostgres() {
  const folders = [process.env.PGBIN, ...(process.env.PATH ?? "").split(":")].filter(Boolean);
  if (existsSync("/usr/lib/postgresql") || folders.some((folder) => existsSync(join(folder, "initdb")))) return;
  await installPackage("postgresql", "Tests need PostgreSQL: install Debian's package postgresql, or set PGBIN to the folder of its programs.");
}

/** Tests of the S3 stores start a server of their own, unless one is named. */
async function installCeph() {
  if (process.env.S3_ENDPOINT_URL !== undefined || ["radosgw", "ceph-mon", "ceph-osd"].every(isOnPath)) return;
  const otherwise = "Tests need an S3 server: install Debian's packages radosgw, ceph-mon and ceph-osd, or set S3_ENDPOINT_URL to one that runs.";
  for (const name of ["ceph-mon", "ceph-osd", "radosgw"]) await installPackage(name, otherwise);
}

function isOnPath(program) {
  return (process.env.PATH ?? "").split(":").some((folder) => folder !== "" && existsSync(join(folder, program)));
}

/** Some tests write through a pooler. */
async function installPgBouncer() {
  const folders = [...(process.env.PATH ?? "").split(":").filter(Boolean), "/usr/sbin"];
  if (folders.some((folder) => existsSync(join(folder, "pgbouncer")))) return;
  await installPackage("pgbouncer", "Tests need PgBouncer: install Debian's package pgbouncer.");
}

/** Tests of queues start a broker of their own, and crash it. */
async function installRabbitmq() {
  if (process.env.RABBITMQ_HOME !== undefined || existsSync("/usr/lib/rabbitmq/lib")) return;
  const otherwise = "Tests need RabbitMQ: install Debian's package rabbitmq-server, or set RABBITMQ_HOME to the folder of another one.";
  await installPackage("rabbitmq-server", otherwise);
}

/** Tests of the queue that is shared with Celery start its workers and programs, with Debian's Python. */
async function installCelery() {
  if (spawnSync("/usr/bin/python3", ["-c", "import celery"]).status === 0) return;
  await installPackage("python3-celery", "Tests need Celery: install Debian's package python3-celery.");
}

async function installPackage(name, otherwise) {
  const canInstall = process.getuid?.() === 0 && spawnSync("apt-get", ["--version"]).status === 0;
  if (!canInstall) throw new StepFailed(otherwise);
  say(`Installing Debian's ${name}, which some of the tests need.`);
  const options = { env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" }, stdio: ["ignore", "ignore", "inherit"] };
  const args = ["-o", "DPkg::Lock::Timeout=300", "install", "-y", "-qq", "--no-install-recommends", name];
  if ((await run("apt-get", args, options)) === 0) return;
  await runOrFail("apt-get", ["update", "-qq"], undefined, options);
  await runOrFail("apt-get", args, `It could not be installed. ${otherwise}`, options);
}

/** All the checks, so that one run shows all that is wrong. */
async function check() {
  say("Linting.");
  const lint = await run(process.execPath, [bin("oxlint/bin/oxlint"), "--deny-warnings"]);
  say("Type-checking the tests and the fixtures.");
  const types = await run(process.execPath, [bin("typescript/bin/tsc"), "-p", "tests/tsconfig.json"]);
  if (lint !== 0) say("The linter has findings.");
  if (types !== 0) say("The types have errors.");
  return lint === 0 && types === 0;
}

async function test(args) {
  say("Running the tests.");
  rmSync(results, { force: true });
  mkdirSync(dirname(results), { recursive: true });
  const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${results}`];
  const code = await run(process.execPath, [bin("vitest/vitest.mjs"), "run", ...reporters, ...args]);
  if (!existsSync(results)) throw new StepFailed(`vitest ended with ${code}, without a result.`);
  const { numPassedTests, numFailedTests, testResults } = JSON.parse(readFileSync(results, "utf8"));
  // A file that can't be loaded fails without any of its tests failing.
  const broken = testResults.filter(
    ({ status, assertionResults }) => status === "failed" && assertionResults.every((each) => each.status !== "failed"),
  );
  console.log(`\n${numPassedTests} passed, ${numFailedTests + broken.length} failed`);
  return code === 0;
}
