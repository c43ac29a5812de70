import { afterAll, describe, expect, it } from "vitest";
import { expectMendable } from "./doctor.js";
import { newPlace } from "./new-place.js";
import { ROWS } from "./open-place.js";
import { startServer, type Server } from "./server.js";
import { openWorld } from "./world.js";

const WRITES = 20;

let servers: Server[] = [];
afterAll(async () => {
  for (const server of servers) await server.kill();
});

interface Answer {
  readonly status: number;
}

async function put(url: string, title: string): Promise<Answer> {
  const answer = await fetch(`${url}/papers/paper:shared`, { method: "PUT", body: JSON.stringify({ title }), headers: { "Content-Type": "application/json" } });
  await answer.arrayBuffer();
  return { status: answer.status };
}

/** Until it is told that the server can't. */
async function writeFrom(url: string, name: string): Promise<readonly Answer[]> {
  const answers: Answer[] = [];
  for (let n = 0; n < WRITES && answers.at(-1)?.status !== 503; n++) answers.push(await put(url, `${name} ${n}`));
  return answers;
}

/** Two processes that write to one paper. Gives what each was told and has logged, and the titles of its revisions. */
async function writeTogether(row: (typeof ROWS)[number]) {
  const place = await newPlace(row);
  const first = await openWorld(place);
  await first.managers.papers.create({ title: "start" }, { id: "shared" });
  await first.storage.close();
  servers = await Promise.all([startServer(place), startServer(place)]);
  const answers = await Promise.all(servers.map(({ url }, at) => writeFrom(url, `server ${at}`)));
  const logs = servers.map((server) => server.log());
  await Promise.all(servers.splice(0).map((server) => server.kill()));
  const world = await openWorld(place);
  const { items } = await world.managers.papers.listRevisions("paper:shared", { limit: 1000 });
  const titles: string[] = [];
  for (const { revisionId } of items.toReversed()) titles.push((await world.managers.papers.get("paper:shared", { revisionId })).data.title);
  await expectMendable(world);
  await world.storage.close();
  return { answers, titles, logs };
}

describe.each(ROWS.filter(({ row }) => row !== "s3"))("on $row", (row) => {
  it("two processes write to one resource, and no update is lost", async () => {
    const { answers, titles } = await writeTogether(row);
    expect(answers.flat().map(({ status }) => status)).toEqual(Array.from({ length: 2 * WRITES }, () => 200));
    expect(titles).toHaveLength(2 * WRITES + 1);
    for (const name of ["server 0", "server 1"]) {
      expect(titles.filter((title) => title.startsWith(name))).toEqual(Array.from({ length: WRITES }, (_, n) => `${name} ${n}`));
    }
  }, 120_000);
});

describe.each(ROWS.filter(({ row }) => row === "s3"))("on $row", (row) => {
  it("of two processes that write, one stops and says why; what the other was told is there", async () => {
    const { answers, titles, logs } = await writeTogether(row);
    const acknowledged = answers.flatMap((told, at) => told.flatMap(({ status }, n) => (status === 200 ? [`server ${at} ${n}`] : [])));
    expect(titles.toSorted()).toEqual(["start", ...acknowledged].toSorted());
    const refused = answers.flat().filter(({ status }) => status !== 200);
    expect(new Set(refused.map(({ status }) => status))).toEqual(new Set([503]));
    expect(answers.map((told) => told.at(-1)?.status).toSorted()).toEqual([200, 503]);
    expect(logs.filter((log) => /another process/i.test(log))).toHaveLength(1);
  }, 120_000);
});
