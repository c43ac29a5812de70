/**
 * Runs a worker of Celery's for tests.
 *
 *     node scripts/services/celery.js FOLDER URL QUEUE
 *
 * URL is that of a broker. Says `{}` once the worker is ready. The line `halt` on stdin kills it, with the tasks that it runs, `start` starts it again.
 */

import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { find, keep, letGo, run, runService, until } from "./run-service.js";

const HELP = "Install Debian's package python3-celery.";
const TASKS = fileURLToPath(new URL("../../tests/testdata/celery/tasks.py", import.meta.url));

await runService(async (folder, [url, queue]) => {
  // Debian's own: a Python of a project's has none of Debian's packages.
  const python = find("python3", ["/usr/bin"], HELP);
  await run(python, ["-c", "import celery"], HELP);
  const env = { PATH: process.env.PATH, LANG: "C.UTF-8", HOME: folder, CELERY_BROKER_URL: url, PYTHONDONTWRITEBYTECODE: "1" };
  const args = ["-m", "celery", "--workdir", dirname(TASKS), "-A", "tasks", "worker", "-Q", queue, "-n", `${queue}@localhost`, "-c", "2", "-l", "INFO", "--without-gossip", "--without-mingle"];
  let [worker, starts] = [undefined, 0];
  const start = async () => {
    worker = keep(python, args, { env, cwd: folder });
    starts += 1;
    await until(async () => readFileSync(join(folder, "python3.out"), "utf8").split(" ready.").length > starts);
  };
  await start();
  return { said: {}, commands: { start, halt: () => letGo(worker) } };
});
