import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { run } from "./run.js";
import { startServer, type ServerProcess } from "./server-process.js";

const chromium = process.env["CHROMIUM"] ?? "/usr/bin/chromium";
const QUIET = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run"];

let server: ServerProcess;
let folder: string;
let page: string;
let netLog: string;

/** Opens the API reference in a browser of its own, and keeps what it rendered and what it asked for. */
beforeAll(async () => {
  server = await startServer();
  folder = await mkdtemp(join(tmpdir(), "specstar-browser-"));
  const log = join(folder, "net-log.json");
  const own = [`--user-data-dir=${join(folder, "profile")}`, `--log-net-log=${log}`, "--virtual-time-budget=10000", "--dump-dom"];
  page = (await run(chromium, ["--headless", ...QUIET, ...own, `${server.url}/docs`], folder)).stdout;
  netLog = await readFile(log, "utf8");
});

afterAll(async () => {
  await server.stop();
  await rm(folder, { recursive: true, force: true });
});

it("renders every operation", () => {
  const operations = [...page.matchAll(/data-path="([^"]+)"/g)].map(([, path]) => path?.replaceAll("&amp;", "&").replaceAll("\u200B", ""));
  expect(operations.filter((path) => path === "/issues")).toHaveLength(2);
  expect(operations).toEqual(expect.arrayContaining(["/issues/{id}", "/issues/{id}/switch/{n}", "/issues/{id}/revisions/{n}", "/livez"]));
});

/** A request in Chromium's net log; the browser's own have another isolation key than the page's. */
interface Logged {
  readonly params?: { readonly url?: string; readonly network_isolation_key?: string };
}

it("asks this server alone", () => {
  const { events } = JSON.parse(netLog) as { readonly events: readonly Logged[] };
  const ofThePage = events.flatMap(({ params }) => (params?.network_isolation_key?.includes("127.0.0.1") ? [String(params.url)] : []));
  expect(ofThePage).toContain(`${server.url}/openapi.json`);
  expect(ofThePage.filter((url) => !url.startsWith(`${server.url}/`))).toEqual([]);
});
