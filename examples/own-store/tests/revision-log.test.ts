import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { revisionStoreSuite } from "@specstar/runtime/testing";
import { openRevisionLog } from "../revision-log.js";

const newPlace = async () => {
  const folder = await mkdtemp(join(tmpdir(), "revision-log-"));
  return () => openRevisionLog(join(folder, "revisions.log"));
};

revisionStoreSuite("a log", async () => (await newPlace())(), { newPlace });
