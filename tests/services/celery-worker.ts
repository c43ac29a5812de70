import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { startService } from "./start-service.js";

/** A worker of Celery's that takes tasks from a queue. */
export interface CeleryWorker {
  /** Kills it on the spot, with the tasks that it runs. */
  halt(): Promise<void>;
  start(): Promise<void>;
  stop(): Promise<void>;
}

/** Starts one, which runs tests/testdata/celery/tasks.py. @throws Error that says what to install when Celery is not there. */
export async function startCelery(url: string, queue: string): Promise<CeleryWorker> {
  const { tell, stop } = await startService("celery", [url, queue]);
  return { halt: () => tell("halt"), start: () => tell("start"), stop };
}

/** What a program of Celery's asks for. */
export interface Order {
  readonly url: string;
  readonly queue: string;
  readonly task: string;
  readonly args: readonly unknown[];
  readonly kwargs?: Readonly<Record<string, unknown>>;
  /** Of `send_task`, such as countdown. */
  readonly options?: Readonly<Record<string, unknown>>;
}

export interface Outcome {
  /** In the order in which they came. */
  readonly statuses: readonly string[];
  readonly result: unknown;
}

/** A task that a program of Celery's has asked for. */
export interface AskedTask {
  readonly id: string;
  /** What it got in the end. */
  readonly outcome: Promise<Outcome>;
}

/** Asks for a task from Python, and gives what `AsyncResult.get()` there gets. */
export async function askFromPython(order: Order): Promise<AskedTask> {
  const said = sayInPython(order);
  const first = await said.next();
  const { id }: { id: string } = JSON.parse(first.value ?? "{}");
  return { id, outcome: said.next().then(({ value }) => JSON.parse(value ?? "null")) };
}

/** `app.control.revoke` in Python. */
export async function revokeFromPython(url: string, taskId: string): Promise<void> {
  await sayInPython({ url, revoke: taskId }).next();
}

async function* sayInPython(order: object): AsyncGenerator<string, undefined> {
  const script = fileURLToPath(new URL("../testdata/celery/ask.py", import.meta.url));
  const child = spawn("/usr/bin/python3", [script, JSON.stringify(order)], { stdio: ["ignore", "pipe", "inherit"] });
  yield* createInterface({ input: child.stdout });
  return undefined;
}
