/** Waits, no longer than until a signal comes. Never rejects. */
export function sleep(milliseconds: number, signal?: AbortSignal): Promise<void> {
  if (signal?.aborted === true) return Promise.resolve();
  return new Promise((resolve) => {
    const wake = () => {
      clearTimeout(timer);
      signal?.removeEventListener("abort", wake);
      resolve();
    };
    const timer = setTimeout(wake, milliseconds);
    signal?.addEventListener("abort", wake);
  });
}

/** Waits for something, but not for longer than some time. */
export async function within(work: Promise<unknown>, milliseconds: number): Promise<void> {
  const done = new AbortController();
  const end = () => done.abort();
  void work.then(end, end);
  await sleep(milliseconds, done.signal);
}
