import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";
import { openS3 } from "../../../../../runtime/stores/s3/client.js";
import { newBucket, type TestBucket } from "../../../../services/s3-server.js";
import { newFolder, openWith } from "./new-place.js";

const rounds = 12;

// Starting the processes is what takes the time.
it("has every acknowledged write, whole, after a process was killed in mid-stream, time and again", async () => {
  const bucket = await newBucket();
  await (await openWith(await openS3(bucket))).close();
  const acknowledged: string[] = [];
  for (let round = 0; round < rounds; round++) {
    const written = await killInMidStream(bucket, `r${round}`);
    expect(written.length).toBeGreaterThan(0);
    acknowledged.push(...written);
    await check(bucket, acknowledged);
  }
}, 240_000);

async function killInMidStream(bucket: TestBucket, name: string): Promise<readonly string[]> {
  const script = fileURLToPath(new URL("writer-process.ts", import.meta.url));
  const child = spawn(process.execPath, ["--import", "tsx", script, JSON.stringify(bucket), await newFolder(), name], { stdio: ["ignore", "pipe", "inherit"] });
  const acknowledged: string[] = [];
  const lines = createInterface(child.stdout).on("line", (line) => acknowledged.push(line));
  // After `close` everything that the process wrote has been read.
  const closed = once(child, "close");
  await Promise.race([once(lines, "line"), closed]);
  await sleep(Math.random() * 250);
  child.kill("SIGKILL");
  expect(await closed).toEqual([null, "SIGKILL"]);
  return acknowledged;
}

async function check(bucket: TestBucket, acknowledged: readonly string[]): Promise<void> {
  const { store, close } = await openWith(await openS3(bucket));
  const changes = await store.listChanges({ since: 0, limit: 1_000_000 });
  const found = new Set(changes.map(({ revisionId }) => revisionId));
  expect(found.size).toBe(changes.length);
  expect(acknowledged.filter((id) => !found.has(id))).toEqual([]);
  // Of a pair, both or none.
  const firsts = [...found].filter((id) => id.endsWith(":1") && Number(id.split(":")[1]?.split("-").at(-1)) % 3 === 0);
  expect(firsts.filter((id) => !found.has(id.replace(/:1$/, ":2")))).toEqual([]);
  await close();
}
