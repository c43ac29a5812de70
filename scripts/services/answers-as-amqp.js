import { connect } from "node:net";

const HELLO = Buffer.from([..."AMQP"].map((letter) => letter.charCodeAt(0)).concat(0, 0, 9, 1));
const METHOD_FRAME = 1;

/** Whether a broker answers the greeting of AMQP 0-9-1 on a port with a method of its own, and not with a protocol that it has rather. */
export function answersAsAmqp(port, host = "127.0.0.1") {
  return new Promise((done) => {
    const socket = connect({ port, host, timeout: 2_000 }, () => socket.write(HELLO));
    const answer = (isBroker) => {
      socket.destroy();
      done(isBroker);
    };
    socket.once("data", (bytes) => answer(bytes[0] === METHOD_FRAME));
    for (const event of ["error", "timeout", "close"]) socket.on(event, () => answer(false));
  });
}
