import { memoryStorage } from "@specstar/runtime";
import { httpSuite } from "./http.suite.js";

httpSuite("memory", async () => memoryStorage());
