import { memoryStorage } from "@specstar/runtime";
import { managerSuite } from "../../conformance/manager.suite.js";

managerSuite("memory, payloads apart", async () => memoryStorage());
managerSuite("memory, payloads with the meta", async () => memoryStorage({ keepsPayloads: true }));
