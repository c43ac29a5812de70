import { celeryQueue } from "@specstar/runtime/celery";
import { messageQueueSuite } from "@specstar/runtime/testing";
import { newBroker } from "../../../services/rabbitmq-server.js";

messageQueueSuite("celeryQueue", async () => {
  const { url, prefix } = await newBroker("sample");
  return () => celeryQueue({ url, prefix, runs: "here" });
});
