/**
 * Runs a RabbitMQ broker for tests, on 127.0.0.1 and on free ports.
 *
 *     node scripts/services/rabbitmq.js FOLDER
 *
 * Says `{"port":…}` once it answers; guest's password is guest. The line `halt` on stdin lets it fall over, as after kill -9, and `start`
 * starts it again, on the same port and with its data. Any other line is one of rabbitmqctl's, such as `list_queues`.
 */

import { existsSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { answersAsAmqp } from "./answers-as-amqp.js";
import { find, freePorts, keep, letGo, run, runService, until } from "./run-service.js";

const HELP = "Install Debian's package rabbitmq-server, or set RABBITMQ_HOME to the folder of another one.";
const DEBIAN = "/usr/lib/rabbitmq/lib";

await runService(async (folder) => {
  const programs = [process.env.RABBITMQ_HOME ?? "", ...debianFolders()].filter(Boolean).map((home) => join(home, "sbin"));
  const program = find("rabbitmq-server", programs, HELP);
  const [port, distribution, names] = await freePorts(3);
  const env = environment(folder, { port, distribution, names });
  // Erlang would start this by itself, and leave it behind.
  keep(find("epmd", [], "It belongs to Erlang, which RabbitMQ needs."), ["-port", String(names), "-address", "127.0.0.1"], { env });
  let server;
  const start = async () => {
    server = keep(program, [], { env, cwd: folder });
    await until(() => answersAsAmqp(port));
  };
  await start();
  const control = find("rabbitmqctl", programs, HELP);
  const tell = (line) => run(control, ["-q", ...line.split(" ")], HELP, { env, cwd: folder });
  return { said: { port }, commands: { start, halt: () => letGo(server) }, other: tell };
});

function debianFolders() {
  const versions = existsSync(DEBIAN) ? readdirSync(DEBIAN) : [];
  return versions.toSorted().reverse().map((version) => join(DEBIAN, version));
}

function environment(folder, { port, distribution, names }) {
  const files = { conf: join(folder, "rabbitmq.conf"), plugins: join(folder, "plugins") };
  // However full the disk of this machine is. The log says what is wrong, and no more.
  writeFileSync(files.conf, `listeners.tcp.1 = 127.0.0.1:${port}\ndisk_free_limit.absolute = 1MB\nlog.console = true\nlog.console.level = warning\nlog.file = false\n`);
  writeFileSync(files.plugins, "[].");
  return {
    PATH: process.env.PATH,
    LANG: "C.UTF-8",
    HOME: folder,
    // The script becomes the server then, and is no process that waits for it: what is killed is the server itself.
    RUNNING_UNDER_SYSTEMD: "true",
    RABBITMQ_NODENAME: `specstar${port}@localhost`,
    RABBITMQ_DIST_PORT: String(distribution),
    RABBITMQ_MNESIA_BASE: join(folder, "data"),
    RABBITMQ_LOG_BASE: join(folder, "log"),
    RABBITMQ_PID_FILE: join(folder, "pid"),
    RABBITMQ_ENABLED_PLUGINS_FILE: files.plugins,
    RABBITMQ_CONFIG_FILE: files.conf,
    RABBITMQ_CONF_ENV_FILE: "/dev/null",
    // Few threads, which don't spin while they have nothing to do.
    RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS: "-kernel inet_dist_use_interface {127,0,0,1} +S 1:1 +sbwt none",
    ERL_EPMD_ADDRESS: "127.0.0.1",
    ERL_EPMD_PORT: String(names),
  };
}
