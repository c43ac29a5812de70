// What the measured databases hold.

export const SMALL = 1_000;
export const LARGE = 100_000;
/** So many resources have that many revisions; all others have one. */
export const HISTORY = { histories: 100, revisions: 10 };

const STATUSES = ["open", "in_progress", "resolved"];
const SEVERITIES = ["low", "medium", "high"];
const FIRST_DAY = Date.UTC(2026, 0, 1);
const DAY = 86_400_000;

const DESCRIPTION =
  "The exported file has one line per order, but orders that were split over two shipments show up twice, " +
  "with the full price on both lines. Seen since the last release; the totals of the month are off by that much.";

/**
 * The body of the `i`th issue: about 450 bytes, the same in every run, with values spread over every indexed field.
 *
 * @param {number} i
 */
export function issueData(i) {
  const due = new Date(FIRST_DAY + (i % 365) * DAY);
  const status = STATUSES[i % 3] ?? "open";
  return {
    title: `Issue ${i}: the export counts split orders twice`,
    description: DESCRIPTION,
    status,
    severity: SEVERITIES[(i >> 2) % 3] ?? "low",
    assignee: i % 5 === 0 ? null : `user-${i % 40}@example.com`,
    dueDate: i % 4 === 0 ? null : due.toISOString(),
    resolvedAt: status === "resolved" ? due.toISOString() : null,
  };
}
