import { ResourceManager, type ErrorCode, type ManagerOptions, type Problem, type Storage } from "@specstar/runtime";
import { expect, it } from "vitest";
import { accountSpec, issueSpec, type Account, type AccountIndexed, type AccountInput, type Issue, type IssueIndexed, type IssueInput } from "./models.js";

/** Opens an empty storage that is ready for the models of the suite. */
export type OpenStorage = () => Promise<Storage>;

export type IssueManager = ResourceManager<Issue, IssueInput, IssueIndexed>;
export type AccountManager = ResourceManager<Account, AccountInput, AccountIndexed>;

/** What a test gets: an empty storage, and managers on it. */
export interface World {
  readonly storage: Storage;
  readonly issues: IssueManager;
  readonly accounts: AccountManager;
}

export function openIssues(storage: Storage, options?: ManagerOptions): IssueManager {
  return new ResourceManager(issueSpec, storage, options);
}

/** Declares tests that each have a world of their own. */
export function worldTest(open: OpenStorage): (title: string, run: (world: World) => Promise<void>) => void {
  return (title, run) => {
    it(title, async () => {
      const storage = await open();
      try {
        await run({ storage, issues: openIssues(storage), accounts: new ResourceManager(accountSpec, storage) });
      } finally {
        await storage.close();
      }
    });
  };
}

/** Expects a refusal with this code, and gives its problems. */
export async function refusal(work: Promise<unknown>, code: ErrorCode): Promise<readonly Problem[]> {
  const error: unknown = await work.then(
    () => new Error(`Expected ${code}, but it went well.`),
    (reason: unknown) => reason,
  );
  expect(error).toMatchObject({ name: "SpecstarError", code });
  return Reflect.get(Object(error), "problems");
}

/** The numbers of a history, newest first. */
export async function numbersOf(issues: IssueManager, resourceId: string): Promise<number[]> {
  const numbers: number[] = [];
  let cursor: string | undefined;
  do {
    const page = await issues.listRevisions(resourceId, { limit: 1000, cursor });
    numbers.push(...page.items.map(({ revisionId }) => Number(revisionId.slice(resourceId.length + 1))));
    cursor = page.nextCursor ?? undefined;
  } while (cursor !== undefined);
  return numbers;
}
