import { setTimeout } from "node:timers/promises";
import { dontRetry } from "@specstar/runtime/jobs";
import type { JobHandlers } from "./generated/index.js";

/** Stands for what sends a mail in a project of yours. */
async function sendMail(recipient: string, signal: AbortSignal): Promise<void> {
  await setTimeout(20, undefined, { signal });
  if (recipient.endsWith("@unreachable.example")) throw new Error(`${recipient} can't be reached`);
}

export default {
  newsletter: async ({ payload: { subject, recipients }, signal, progress, log }) => {
    if (recipients.length === 0) throw dontRetry("A newsletter needs somebody to read it.");
    for (const [at, recipient] of recipients.entries()) {
      await sendMail(recipient, signal);
      log(`sent "${subject}" to ${recipient}`);
      progress(at + 1, recipients.length);
    }
    return { sent: recipients.length };
  },
} satisfies JobHandlers;
