import type { MessageQueue } from "../../queues/message-queue.js";
import type { QueueConnection } from "../backend-config.js";

/** The queue of a connection, which is reached when it is first used. The code of a type is loaded only when it is chosen. */
export async function openQueue(connection: QueueConnection): Promise<MessageQueue> {
  switch (connection.type) {
    case "simple":
      return (await import("../../queues/simple-queue.js")).simpleQueue(connection.options);
    case "rabbitmq":
      return (await import("../../queues/rabbitmq/index.js")).rabbitmqQueue(connection.options);
    case "celery":
      return (await import("../../queues/celery/index.js")).celeryQueue(connection.options);
  }
}
