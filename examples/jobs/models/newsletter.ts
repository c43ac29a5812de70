import { Job, schema, type Format, type Int, type MaxItems, type Min, type MinLength } from "@specstar/runtime/spec";

export interface NewsletterPayload {
  subject: string & MinLength<1>;
  recipients: (string & Format<"email">)[] & MaxItems<1000>;
}

export interface NewsletterResult {
  sent: Int & Min<0>;
}

/** A newsletter, sent in the background. */
export class Newsletter extends Job<NewsletterPayload, NewsletterResult> {}

export default schema(Newsletter, "v1", {
  job: { maxRetries: 3, timeout: 600, backoff: { first: 1, longest: 60 } },
});
