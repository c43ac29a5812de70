import { startService, type Service } from "./start-service.js";

/** Where a server for development may run already. */
const USUAL_ENDPOINT = "http://127.0.0.1:7480";

/** The S3 server of a run: one that runs already, or else one of our own. */
export class SharedS3 {
  #started: Promise<Service> | undefined;
  #endpoint: Promise<string> | undefined;

  /** Finds or starts it, when it is asked for first. @throws Error that says what to install or to start. */
  endpoint(): Promise<string> {
    return (this.#endpoint ??= this.#find());
  }

  async stop(): Promise<void> {
    const started = await this.#started?.catch(() => undefined);
    await started?.stop();
  }

  /** The one that S3_ENDPOINT_URL names, which must be there then; or one at the usual place. */
  async #find(): Promise<string> {
    const named = process.env["S3_ENDPOINT_URL"] || undefined;
    if (await answersAsS3(named ?? USUAL_ENDPOINT)) return named ?? USUAL_ENDPOINT;
    if (named !== undefined) throw new Error(`S3_ENDPOINT_URL names ${named}, where no S3 server answers. Start it, or unset the variable.`);
    this.#started = startService("ceph");
    return (await this.#started).said.endpoint;
  }
}

/** Without a signature, S3 lists no buckets, or denies access, in XML of its own. */
async function answersAsS3(endpoint: string): Promise<boolean> {
  try {
    const answer = await fetch(endpoint, { signal: AbortSignal.timeout(5_000) });
    return /<(?:ListAllMyBucketsResult|Error)[\s>]/.test(await answer.text());
  } catch {
    return false;
  }
}
