import { messageQueueSuite } from "@specstar/runtime/testing";
import { simpleQueue } from "../../../runtime/queues/simple-queue.js";

messageQueueSuite("simpleQueue", async () => () => simpleQueue());
