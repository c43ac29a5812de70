/**
 * Runs PgBouncer for tests, which gives each transaction whichever connection of a server's is free.
 *
 *     node scripts/services/pgbouncer.js FOLDER UPSTREAM POOLSIZE
 *
 * UPSTREAM is the port of a PostgreSQL server of this machine that trusts the user postgres; POOLSIZE is how many connections are made to
 * it. Says `{"port":…}` once it listens.
 */

import { writeFileSync } from "node:fs";
import { connect } from "node:net";
import { join } from "node:path";
import { find, freePorts, keep, ownerOf, runService, until } from "./run-service.js";

await runService(async (folder, [upstream, poolSize]) => {
  const program = find("pgbouncer", [], "Install Debian's package pgbouncer.");
  const owner = ownerOf(folder);
  const [port] = await freePorts(1);
  const file = join(folder, "pgbouncer.ini");
  const settings = ["listen_addr = 127.0.0.1", `listen_port = ${port}`, "unix_socket_dir =", "auth_type = any", "pool_mode = transaction", `default_pool_size = ${poolSize}`];
  writeFileSync(file, `[databases]\n* = host=127.0.0.1 port=${upstream} user=postgres\n[pgbouncer]\n${settings.join("\n")}\n`);
  keep(program, [file], { ...owner, cwd: folder });
  await until(() => isListening(port));
  return { said: { port } };
});

function isListening(port) {
  return new Promise((done) => {
    const socket = connect(port, "127.0.0.1");
    const answer = (isThere) => {
      socket.destroy();
      done(isThere);
    };
    socket.on("connect", () => answer(true)).on("error", () => answer(false));
  });
}
