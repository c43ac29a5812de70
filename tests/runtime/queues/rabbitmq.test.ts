import { rabbitmqQueue } from "@specstar/runtime/rabbitmq";
import { messageQueueSuite } from "@specstar/runtime/testing";
import { newBroker } from "../../services/rabbitmq-server.js";
import { QUEUES } from "./rabbitmq-queues.js";

messageQueueSuite("rabbitmqQueue", async () => {
  const { url, prefix } = await newBroker(...QUEUES);
  return () => rabbitmqQueue({ url, prefix });
});
