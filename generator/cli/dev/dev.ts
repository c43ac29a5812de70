import { existsSync } from "node:fs";
import { join } from "node:path";
import { DEFAULT_CONFIG, type ProjectConfig } from "../../config.js";
import { Refusal } from "../../writer/refusal.js";
import { describeError } from "../describe-error.js";
import { EXIT } from "../exit-code.js";
import { findEdits } from "../generate-command.js";
import { generateProject } from "../generate-project.js";
import { migrate } from "../migrate.js";
import { resolveFromProject } from "../project-modules.js";
import { printDiagnostics, printEdits, printPlan } from "../report.js";
import type { World } from "../world.js";
import { createRounds } from "./rounds.js";
import { startServer, type ServerProcess } from "./server-process.js";
import { watchTree } from "./watch-tree.js";

/**
 * `specstar dev`: generates, migrates and starts the server, and does so again whenever a source changes, until the user
 * stops it. A round that fails leaves the server of the last good one running.
 */
export async function dev(root: string, world: World): Promise<number> {
  const loader = resolveFromProject(root, "tsx");
  if (!existsSync(join(root, "server.ts")))
    throw new Refusal(`there is no server.ts in ${root}`, "run `specstar init`, which writes one");
  const session: Session = { root, loader, world, config: DEFAULT_CONFIG, server: undefined };
  const rounds = createRounds(() => round(session));
  const unwatch = watchTree(root, {
    isIgnored: (path) => isIgnored(path, session.config),
    onChange: (path) => {
      if (SOURCE.test(path)) rounds.request();
    },
  });
  rounds.request();
  await untilStopped(world);
  unwatch();
  await rounds.finish();
  await session.server?.stop();
  return EXIT.ok;
}

async function untilStopped(world: World): Promise<void> {
  let off: (() => void) | undefined;
  await new Promise<void>((stop) => (off = world.onStop(stop)));
  off?.();
}

interface Session {
  readonly root: string;
  readonly loader: string;
  readonly world: World;
  config: ProjectConfig;
  server: ServerProcess | undefined;
}

const SOURCE = /\.(?:[cm]?[jt]sx?|json)$/;

/** What the rounds themselves write, and what is no source of the project's. */
function isIgnored(path: string, config: ProjectConfig): boolean {
  const folders = [config.output, config.migrations, "data", "dist"];
  return (
    path === "specstar.lock.json" ||
    path.split("/").some((part) => part === "node_modules" || part.startsWith(".")) ||
    folders.some((folder) => path === folder || path.startsWith(`${folder}/`))
  );
}

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
  const started = world.now().getTime();
  const { config, diagnostics, plan } = await generateProject(root, new Set(), world.now);
  session.config = config;
  printDiagnostics(diagnostics, world);
  if (plan === undefined) return false;
  const edits = findEdits(plan);
  if (edits.length > 0) printEdits(edits, world);
  else printPlan(plan, world.now().getTime() - started, world);
  return edits.length === 0 && (await migrate(root, "up", world)) === EXIT.ok;
}
