/**
 * Runs a PostgreSQL server for tests, on 127.0.0.1 and on a free port.
 *
 *     node scripts/services/postgres.js FOLDER [SETTING...]
 *
 * Says `{"port":…}` once it answers; trusts the user postgres. A setting is one of the server's, such as `ssl=on`. The line `halt` on stdin lets
 * it fall over, `start` starts it again. Its data need not outlive the machine, so it doesn't wait for the disk; what was committed
 * survives its own fall, for the log is written all the same.
 */

import { existsSync, readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { find, freePorts, keep, letGo, ownerOf, run, runService, until } from "./run-service.js";

const HELP = "Install Debian's package postgresql, or set PGBIN to the folder of PostgreSQL's programs.";
const DEBIAN = "/usr/lib/postgresql";

await runService(async (folder, settings) => {
  const bin = dirname(find("initdb", [process.env.PGBIN ?? "", ...debianFolders()], HELP));
  const options = { ...ownerOf(folder), cwd: folder };
  const data = join(folder, "data");
  await run(join(bin, "initdb"), ["-D", data, "-A", "trust", "-U", "postgres", "-E", "UTF8", "--no-sync"], HELP, options);
  const [port] = await freePorts(1);
  const own = ["listen_addresses=127.0.0.1", `unix_socket_directories=${folder}`, "fsync=off", "full_page_writes=off", ...settings];
  const args = ["-D", data, "-p", String(port), ...own.flatMap((setting) => ["-c", setting])];
  let server;
  const start = async () => {
    server = keep(join(bin, "postgres"), args, { ...options, signal: "SIGQUIT" });
    await until(() => run(join(bin, "pg_isready"), ["-q", "-h", "127.0.0.1", "-p", String(port)], HELP).then(() => true));
  };
  await start();
  return { said: { port }, commands: { start, halt: () => letGo(server) } };
});

/** Debian keeps each version in a folder of its own, the newest first here. */
function debianFolders() {
  const versions = existsSync(DEBIAN) ? readdirSync(DEBIAN) : [];
  return versions.toSorted((a, b) => Number(b) - Number(a)).map((version) => join(DEBIAN, version, "bin"));
}
