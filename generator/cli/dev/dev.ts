import { existsSync } from "node:fs";
import { join } from "node:path";
import { DEFAULT_CONFIG, type ProjectConfig } from "../../config.js";
import { findEdits } from "../../writer/plan.js";
import { Refusal } from "../../writer/refusal.js";
import { describeError } from "../describe-error.js";
import { EXIT } from "../exit-code.js";
import { createSession, generateProject, type Session as GenerateSession } from "../generate-project.js";
import { migrate } from "../migrate.js";
import { resolveFromProject } from "../project-modules.js";
import { printDiagnostics, printEdits, printResult, summary } from "../report.js";
import { createStopwatch } from "../stopwatch.js";
import type { World } from "../world.js";
import { isIgnored } from "./is-ignored.js";
import { createRounds } from "./rounds.js";
import { startServer, type ServerProcess } from "./server-process.js";
import { untilStopped } from "./until-stopped.js";
import { watchTree } from "./watch-tree.js";

/**
 * `specstar dev`: generates, migrates and starts the server, and does so again whenever a source changes, until the user
 * stops it. A round that fails leaves the server of the last good one running.
 */
export async function dev(root: string, world: World): Promise<number> {
  const loader = resolveFromProject(root, "tsx");
  if (!existsSync(join(root, "server.ts")))
    throw new Refusal(`there is no server.ts in ${root}`, "run `specstar init`, which writes one");
  const session: Session = { generate: createSession(), root, loader, world, config: DEFAULT_CONFIG, server: undefined };
  const rounds = createRounds(() => round(session), QUIET_MS);
  const unwatch = watchTree(root, {
    isIgnored: (path) => isIgnored(path, session.config),
    onChange: (path) => {
      if (!SOURCE.test(path)) return;
      if (!path.startsWith(`${session.config.models}/`)) session.generate.memory.models.clear();
      rounds.request();
    },
  });
  rounds.request();
  await untilStopped(world);
  unwatch();
  await rounds.finish();
  await session.server?.stop();
  return EXIT.ok;
}

interface Session {
  readonly generate: GenerateSession;
  readonly root: string;
  readonly loader: string;
  readonly world: World;
  config: ProjectConfig;
  server: ServerProcess | undefined;
}

const SOURCE = /\.(?:[cm]?[jt]sx?|json)$/;
const QUIET_MS = 80;

async function round(session: Session): Promise<void> {
  const { root, loader, world } = session;
  try {
    if (!(await prepare(session))) return;
    await session.server?.stop();
    session.server = startServer(root, loader, world);
  } catch (error) {
    world.stderr(describeError(error).text);
  } finally {
    world.stderr("Watching for changes; Ctrl-C stops.\n");
  }
}

/** @returns whether the code and the database are ready for a server. */
async function prepare(session: Session): Promise<boolean> {
  const { root, world } = session;
  const { total } = createStopwatch();
  const outcome = await generateProject(root, { now: world.now, session: session.generate });
  session.config = outcome.config;
  printDiagnostics(outcome.diagnostics, world);
  if (outcome.plan === undefined) return false;
  const edits = findEdits(outcome.plan.steps);
  if (edits.length > 0) printEdits(edits, world);
  else printResult(outcome.plan.steps, world);
  world.stderr(edits.length > 0 ? "" : summary(outcome, total()));
  return edits.length === 0 && (await migrate(root, "up", world)) === EXIT.ok;
}
