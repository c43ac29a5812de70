import { openSqliteMeta } from "@specstar/runtime/sqlite";
import { metaStoreAgreesWithMemory, metaStoreSuite } from "@specstar/runtime/testing";
import { newDatabase } from "./new-place.js";

const newPlace = async () => {
  const folder = await newDatabase();
  return async () => openSqliteMeta(folder, { keepsPayloads: false });
};
const open = async () => (await newPlace())();

metaStoreSuite("sqlite, payloads apart", open, { newPlace });
metaStoreAgreesWithMemory("sqlite, payloads apart", open);
