/**
 * Runs an S3 server for tests: Ceph's RADOS Gateway on a monitor and a store in memory, all on 127.0.0.1 and on free ports.
 *
 *     node scripts/services/ceph.js FOLDER
 *
 * Says `{"endpoint":…}` once it answers; the keys are test and testsecret.
 */

import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { cephConf } from "./ceph-conf.js";
import { freePorts, keep, run as runProgram, runService, until } from "./run-service.js";

const HELP = "Install Debian's packages radosgw, ceph-mon and ceph-osd.";
const run = (program, args) => runProgram(program, args, HELP);

await runService(async (folder) => {
  for (const part of ["mon", "osd", "rgw", "run", "log"]) mkdirSync(join(folder, part));
  const [mon, port] = await freePorts(2);
  const fsid = crypto.randomUUID();
  const conf = join(folder, "ceph.conf");
  writeFileSync(conf, cephConf({ folder, fsid, mon, port }));
  await makeKeys(folder);
  await startMonitor(folder, conf, { fsid, mon });
  await startStore(conf);
  await startGateway(conf, port);
  return { said: { endpoint: `http://127.0.0.1:${port}` } };
});

/** Ceph wants them even where nobody authenticates. */
async function makeKeys(folder) {
  const keys = join(folder, "keyring");
  await run("ceph-authtool", ["--create-keyring", keys, "--gen-key", "-n", "mon.", "--cap", "mon", "allow *"]);
  for (const [name, ...caps] of [
    ["client.admin", "--cap", "mon", "allow *", "--cap", "osd", "allow *", "--cap", "mgr", "allow *"],
    ["client.rgw.a", "--cap", "mon", "allow *", "--cap", "osd", "allow *"],
  ]) {
    await run("ceph-authtool", [keys, "--gen-key", "-n", name, ...caps]);
  }
}

async function startMonitor(folder, conf, { fsid, mon }) {
  const map = join(folder, "monmap");
  await run("monmaptool", ["--create", "--fsid", fsid, "--addv", "a", `[v2:127.0.0.1:${mon}]`, map]);
  await run("ceph-mon", ["-c", conf, "--mkfs", "-i", "a", "--monmap", map, "--keyring", join(folder, "keyring")]);
  keep("ceph-mon", ["-c", conf, "-f", "-i", "a"]);
}

async function startStore(conf) {
  const uuid = crypto.randomUUID();
  // Waits for the monitor.
  await run("ceph", ["-c", conf, "-n", "client.admin", "--connect-timeout", "30", "osd", "new", uuid]);
  await run("ceph-osd", ["-c", conf, "-i", "0", "--mkfs", "--osd-uuid", uuid]);
  keep("ceph-osd", ["-c", conf, "-f", "-i", "0"]);
}

async function startGateway(conf, port) {
  keep("radosgw", ["-c", conf, "-n", "client.rgw.a", "-f"]);
  await until(() => fetch(`http://127.0.0.1:${port}/`).then((answer) => answer.ok));
  const user = ["user", "create", "--uid", "test", "--display-name", "test", "--access-key", "test", "--secret-key", "testsecret"];
  await run("radosgw-admin", ["-c", conf, "-n", "client.admin", ...user]);
}
