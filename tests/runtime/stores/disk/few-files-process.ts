/**
 * A process of its own that may have few files open. It puts and reads more revisions at once than that, then with no file left to
 * open, then with all of them again. Argument: the folder.
 */
import { closeSync, openSync } from "node:fs";
import { FileRevisionStore } from "../../../../runtime/stores/disk/revision-store.js";
import { envelopeOf } from "./envelopes.js";

const [folder = ""] = process.argv.slice(2);
const store = new FileRevisionStore(folder);
const envelopes = Array.from({ length: 1000 }, (_, at) => envelopeOf(`n${at}`));
await Promise.all(envelopes.map((each) => store.put(each)));
const texts = await store.read(envelopes.map(({ uid }) => uid));
console.log(`${texts.filter((text, at) => text === `{"name":"n${at}"}`).length} at once`);

const open = openAll();
await store.put(envelopeOf("late")).catch((error: Error) => console.log(error.message));
for (const each of open) closeSync(each);
await store.put(envelopeOf("late"));
console.log((await store.read([envelopeOf("late").uid])).join(""));

function openAll(): number[] {
  const opened: number[] = [];
  try {
    for (;;) opened.push(openSync("/dev/null", "r"));
  } catch {
    return opened;
  }
}
