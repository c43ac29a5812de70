/** What the options of several types of queues have in common. */
import { z } from "zod";
import { isSpecstarError } from "../../core/errors.js";
import { wholeNumber } from "../option-types.js";

/** The longest time that a timer takes, in milliseconds. */
export const LONGEST = 2 ** 31 - 1;

export const retries = wholeNumber(0, 1_000_000);

export const brokerOptions = {
  url: z.exactOptional(z.string()),
  connectTimeout: z.exactOptional(wholeNumber(1, LONGEST)),
  heartbeat: z.exactOptional(wholeNumber(1, 65_535_000)),
  publishTimeout: z.exactOptional(wholeNumber(1, LONGEST)),
};

/** Has the queue itself say what is wrong with its options. */
export function asQueue<Options>(toSettings: (options: Options) => unknown): (options: Options, context: z.core.$RefinementCtx<Options>) => void {
  return (options, context) => {
    try {
      toSettings(options);
    } catch (error) {
      if (!isSpecstarError(error, "CONFIG_INVALID")) throw error;
      for (const { path, message } of error.problems) context.addIssue({ code: "custom", path: path.split("/").slice(1), message });
    }
  };
}
