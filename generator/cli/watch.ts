import { DEFAULT_CONFIG, type ProjectConfig } from "../config.js";
import { forget } from "../memory.js";
import { toOutputFolder } from "../writer/paths.js";
import { findChanges } from "../writer/plan.js";
import { readDisk } from "../writer/read-disk.js";
import { describeError } from "./describe-error.js";
import { isIgnored } from "./dev/is-ignored.js";
import { createRounds } from "./dev/rounds.js";
import { untilStopped } from "./dev/until-stopped.js";
import { watchTree } from "./dev/watch-tree.js";
import { EXIT } from "./exit-code.js";
import { createSession, generateProject, type Session } from "./generate-project.js";
import type { GenerateFlags } from "./program.js";
import { reportRun } from "./report-run.js";
import { createStopwatch } from "./stopwatch.js";
import type { World } from "./world.js";

/** Files that say what is generated, and folders, which seldom have a dot in their names. */
const SOURCE = /(?:\.(?:[cm]?[jt]s|json|hbs|lock)|(?:^|\/)[^./]+)$/;
const QUIET_MS = 15;
/** After a write, on the file systems that most people have. */
const SETTLED_MS = 100;

/**
 * `specstar generate --watch`: generates, and does so again whenever a source changes, until the user stops it. What was
 * written last stays as it is while something is wrong.
 */
export async function watch(root: string, flags: GenerateFlags, world: World): Promise<number> {
  const watching: Watching = { root, flags, world, session: createSession(), config: DEFAULT_CONFIG, hasTold: false };
  const rounds = createRounds(() => round(watching), QUIET_MS);
  const unwatch = watchTree(root, {
    isIgnored: (path) => isIgnored(path, watching.config),
    onChange: (path) => {
      if (!SOURCE.test(path)) return;
      // A template or the config may change every file: nothing is then taken from the last round.
      if (!path.startsWith(`${watching.config.models}/`)) forget(watching.session.memory);
      rounds.request();
    },
  });
  world.stderr("Watching for changes; Ctrl-C stops.\n");
  rounds.request();
  await untilStopped(world);
  unwatch();
  await rounds.finish();
  return EXIT.ok;
}

interface Watching {
  readonly root: string;
  readonly flags: GenerateFlags;
  readonly world: World;
  readonly session: Session;
  config: ProjectConfig;
  /** Whether the last thing that was told is still all there is to tell: a file that makes no difference is no news. */
  hasTold: boolean;
}

async function round(watching: Watching): Promise<void> {
  const { root, flags, world, session } = watching;
  try {
    const stopwatch = createStopwatch();
    const outcome = await generateProject(root, { now: world.now, session, enter: stopwatch.enter });
    watching.config = outcome.config;
    const isNews = outcome.diagnostics.length > 0 || findChanges(outcome.plan?.steps ?? []).length > 0;
    if (isNews || !watching.hasTold) reportRun(outcome, { flags, stopwatch, world });
    watching.hasTold = !isNews;
    readAhead(watching, outcome.config);
  } catch (error) {
    world.stderr(describeError(error).text);
  }
}

/**
 * Reads what was written, before the next round asks for it: that a file is as it was can be told from its times only if it
 * was read a while after it was written.
 */
function readAhead({ root, session }: Watching, { output }: ProjectConfig): void {
  const read = (): void => {
    try {
      readDisk(root, toOutputFolder(output), [], session.disk);
    } catch {
      // The next round says what is wrong.
    }
  };
  setTimeout(read, SETTLED_MS).unref();
}
