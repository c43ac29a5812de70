/** Brings jobs to workers by RabbitMQ, through amqplib, which is loaded only when a broker is reached. Public entry `@specstar/runtime/rabbitmq`. */
export type { BrokerOptions } from "../amqp/broker-options.js";
export type { RabbitmqOptions } from "./options.js";
export { rabbitmqQueue } from "./rabbitmq-queue.js";
