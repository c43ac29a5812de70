import { jobTableSuite } from "@specstar/runtime/testing";
import { newDatabaseIn, newPlace, openStores } from "./new-place.js";

jobTableSuite("postgres", async () => (await newPlace("meta"))());

jobTableSuite("postgres without payloads, in a schema, with a prefix", async () => {
  const place = { schema: "Jobs", tablePrefix: "zq_" };
  const { meta, close } = await openStores(await newDatabaseIn(`"${place.schema}"`, place.tablePrefix), false, place);
  return { store: meta, close };
});
