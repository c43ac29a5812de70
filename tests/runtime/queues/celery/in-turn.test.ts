import { expect, it } from "vitest";
import { InTurn } from "../../../../runtime/queues/celery/elsewhere/in-turn.js";
import { Gate } from "../../jobs/until.js";

it("does what has the same key one after the other, and keeps nobody else waiting", async () => {
  const [inTurn, gate, done, said] = [new InTurn(), new Gate(), new Gate(), [] as string[]];
  inTurn.do("a", async () => {
    await gate.passed;
    said.push("first");
  });
  inTurn.do("a", async () => void said.push("second"));
  inTurn.do("b", async () => {
    said.push("other");
    gate.open();
  });
  inTurn.do("a", async () => done.open());
  await done.passed;
  expect(said).toEqual(["other", "first", "second"]);
});
