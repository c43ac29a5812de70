import { openPostgresDatabase, type PostgresOptions } from "@specstar/runtime/postgres";
import { execFileSync } from "node:child_process";
import { chownSync, mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startPostgres, type PostgresServer } from "../../../services/postgres-server.js";
import { query } from "./test-database.js";

let server: PostgresServer;
let plain: PostgresServer;
let dsn: string;
const folder = mkdtempSync(join(tmpdir(), "specstar-tls-"));
const [key, cert, other] = ["key.pem", "cert.pem", "other.pem"].map((name) => join(folder, name)) as [string, string, string];

/** A certificate for a host that is not the one we connect to; it signs itself. */
function makeCertificate(keyFile: string, certFile: string): void {
  const args = ["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=database.test", "-addext", "subjectAltName=DNS:database.test"];
  execFileSync("openssl", [...args, "-keyout", keyFile, "-out", certFile], { stdio: "ignore" });
}

beforeAll(async () => {
  makeCertificate(key, cert);
  makeCertificate(join(folder, "other-key.pem"), other);
  // The server reads its key as its own user, and wants nobody else to.
  execFileSync("chmod", ["755", folder]);
  execFileSync("chmod", ["600", key]);
  if (process.getuid?.() === 0) chownSync(key, Number(execFileSync("id", ["-u", "postgres"], { encoding: "utf8" })), statSync(key).gid);
  server = await startPostgres(["ssl=on", `ssl_cert_file=${cert}`, `ssl_key_file=${key}`]);
  plain = await startPostgres();
  dsn = await server.createDatabase();
}, 60_000);

afterAll(async () => {
  await Promise.all([server.stop(), plain.stop()]);
  rmSync(folder, { recursive: true });
});

/** Whether the connection is encrypted. @throws what opening throws. */
async function isEncrypted(options: PostgresOptions): Promise<unknown> {
  const database = await openPostgresDatabase(options);
  const { rows } = await database.read({ text: "SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()", values: [] });
  await database.close();
  return rows[0]?.[0];
}

describe("sslmode means what it means to libpq", () => {
  it("disable, and none", async () => {
    expect(await isEncrypted({ dsn })).toBe(false);
    expect(await isEncrypted({ dsn: `${dsn}?sslmode=disable` })).toBe(false);
    expect(await isEncrypted({ dsn: `${dsn}?sslmode=verify-full`, sslmode: "disable" })).toBe(false);
  });

  it("require encrypts, and checks nothing unless it is told of an authority", async () => {
    expect(await isEncrypted({ dsn: `${dsn}?sslmode=require&application_name=x` })).toBe(true);
    expect(await isEncrypted({ dsn, sslmode: "require", sslRootCert: cert })).toBe(true);
    await expect(isEncrypted({ dsn, sslmode: "require", sslRootCert: other })).rejects.toMatchObject({ code: "BACKEND_UNAVAILABLE" });
  });

  it("verify-ca checks the authority, and not the host", async () => {
    expect(await isEncrypted({ dsn: `${dsn}?sslmode=verify-ca&sslrootcert=${encodeURIComponent(cert)}` })).toBe(true);
    await expect(isEncrypted({ dsn, sslmode: "verify-ca", sslRootCert: other })).rejects.toMatchObject({ code: "BACKEND_UNAVAILABLE", message: expect.stringContaining("sslRootCert") });
    await expect(isEncrypted({ dsn, sslmode: "verify-ca" })).rejects.toMatchObject({ code: "CONFIG_INVALID" });
  });

  it("verify-full checks the host too", async () => {
    await expect(isEncrypted({ dsn, sslmode: "verify-full", sslRootCert: cert })).rejects.toMatchObject({ code: "BACKEND_UNAVAILABLE", message: expect.stringMatching(/altname|127\.0\.0\.1/i) });
    await expect(isEncrypted({ dsn, sslmode: "verify-full" })).rejects.toMatchObject({ code: "BACKEND_UNAVAILABLE" });
  });

  it("a server without TLS is not used in plain text instead", async () => {
    const bare = await plain.createDatabase();
    await expect(isEncrypted({ dsn: bare, sslmode: "require" })).rejects.toMatchObject({ code: "BACKEND_UNAVAILABLE", message: expect.stringContaining("sslmode") });
  });

  it("prefer, files that aren't there and unknown modes are refused", async () => {
    await expect(isEncrypted({ dsn: `${dsn}?sslmode=prefer` })).rejects.toMatchObject({ code: "CONFIG_INVALID", message: expect.stringContaining("require") });
    await expect(isEncrypted({ dsn, sslmode: "verify-full", sslRootCert: join(folder, "none") })).rejects.toMatchObject({ code: "CONFIG_INVALID", message: expect.stringContaining("ENOENT") });
  });
});

describe("what can't be opened says why, and what to do, without the password", () => {
  it.each([
    ["a refused connection", () => "postgresql://me:secret@127.0.0.1:1/nowhere", "Start the server"],
    ["a database that isn't there", () => dsn.replace(/postgres@(.*)\/.*/, "postgres:secret@$1/missing"), "createdb"],
    ["a user that isn't there", () => dsn.replace("postgres@", "nobody:secret@"), "Check the user"],
    ["a wrong password", () => dsn.replace("postgres@", "guarded:secret@"), "Check the user and the password"],
  ])("%s", async (_, address, advice) => {
    await query(dsn, "DROP ROLE IF EXISTS guarded; CREATE ROLE guarded LOGIN PASSWORD 'right'");
    await query(dsn, "CREATE TEMP TABLE hba (line text); COPY hba FROM PROGRAM 'd=$PWD; grep -q guarded pg_hba.conf || sed -i \"1i host all guarded all scram-sha-256\" pg_hba.conf'; SELECT pg_reload_conf()");
    const failure = expect.objectContaining({ code: "BACKEND_UNAVAILABLE", message: expect.stringContaining(advice) });
    await expect.poll(() => openPostgresDatabase({ dsn: address() }).then((database) => database.close(), (error: unknown) => error)).toEqual(failure);
    const error: unknown = await openPostgresDatabase({ dsn: address() }).catch((reason: unknown) => reason);
    expect(JSON.stringify([String(error), error])).not.toContain("secret");
  });

  it.each([
    [{ poolSize: 0 }, "poolSize"],
    [{ queryTimeout: 1.5 }, "queryTimeout"],
    [{ connectTimeout: 2 ** 31 }, "connectTimeout"],
    [{ dsn: "postgresql://me:secret@host:99999999/x" }, "dsn"],
  ])("an option that can't be: %o", async (options, name) => {
    await expect(openPostgresDatabase({ dsn, ...options })).rejects.toMatchObject({ code: "CONFIG_INVALID", message: expect.stringContaining(name) });
  });
});
