/** The preferred form, and the two that are obsolete and must be read (RFC 9110 section 5.6.7). */
const PREFERRED = /^[A-Z][a-z]{2}, \d{2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} GMT$/;
const RFC_850 = /^[A-Z][a-z]{2,5}day, \d{2}-[A-Z][a-z]{2}-\d{2} \d{2}:\d{2}:\d{2} GMT$/;
const ASCTIME = /^[A-Z][a-z]{2} [A-Z][a-z]{2} [ \d]\d \d{2}:\d{2}:\d{2} \d{4}$/;

/** The instant that an HTTP date names, in milliseconds; undefined when the text is none. */
export function parseHttpDate(text: string): number | undefined {
  const isObsolete = RFC_850.test(text) || ASCTIME.test(text);
  if (!isObsolete && !PREFERRED.test(text)) return undefined;
  const time = Date.parse(ASCTIME.test(text) ? `${text} GMT` : text);
  // A date that the calendar doesn't have would be read as another one.
  return Number.isNaN(time) || (!isObsolete && toHttpDate(time) !== text) ? undefined : time;
}

/** An instant in whole seconds, as HTTP writes it. */
export function toHttpDate(time: string | number): string {
  return new Date(time).toUTCString();
}
