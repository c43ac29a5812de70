/**
 * Lets a process live in a time that stands still until its parent sets it: to be imported before everything else. Whoever waits for a
 * moment to look again looks when the time is set; shorter and longer timers go by the time that really passes, as work does.
 */
const [SHORTEST, LONGEST] = [250, 1_000];
const FAR = 2 ** 31 - 1;

let now = Number(process.env["SIMULATED_TIME"]);
const looks = new Map<NodeJS.Timeout, () => void>();
const real = { setTimeout, clearTimeout };

/** The timer itself never comes; it keeps the process alive, or does not, as the one that was asked for. */
function waitToLook(look: () => void): NodeJS.Timeout {
  const timer = real.setTimeout(() => {}, FAR);
  looks.set(timer, () => {
    clearTimeout(timer);
    look();
  });
  return timer;
}

globalThis.Date = new Proxy(Date, {
  construct: (target, args, newTarget) => Reflect.construct(target, args.length === 0 ? [now] : args, newTarget),
  get: (target, name, receiver) => (name === "now" ? () => now : Reflect.get(target, name, receiver)),
});

globalThis.setTimeout = new Proxy(setTimeout, {
  apply(target, self, args: Parameters<typeof setTimeout>) {
    const [look, delay = 0] = args;
    return delay < SHORTEST || delay > LONGEST ? Reflect.apply(target, self, args) : waitToLook(look);
  },
});

globalThis.clearTimeout = new Proxy(clearTimeout, {
  apply(target, self, args: [NodeJS.Timeout]) {
    looks.delete(args[0]);
    return Reflect.apply(target, self, args);
  },
});

process.on("message", (time: number) => {
  now = time;
  for (const look of looks.values()) look();
});
process.channel?.unref();
