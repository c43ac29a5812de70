import { describe, expect, it } from "vitest";
import { parseHttpDate } from "../../../runtime/http/http-date.js";

describe("parseHttpDate", () => {
  it.each([
    ["Sun, 06 Nov 1994 08:49:37 GMT", "1994-11-06T08:49:37.000Z"],
    ["Sunday, 06-Nov-94 08:49:37 GMT", "1994-11-06T08:49:37.000Z"],
    ["Sun Nov  6 08:49:37 1994", "1994-11-06T08:49:37.000Z"],
    ["Wed Nov 16 08:49:37 1994", "1994-11-16T08:49:37.000Z"],
    ["Thu, 29 Feb 2024 23:59:59 GMT", "2024-02-29T23:59:59.000Z"],
    ["Wednesday, 01-Jan-20 00:00:00 GMT", "2020-01-01T00:00:00.000Z"],
  ])("reads %s", (text, expected) => {
    expect(parseHttpDate(text)?.toISOString()).toBe(expected);
  });

  it("takes two digits of a year for the last such year that is not more than 50 years ahead", () => {
    const year = new Date().getUTCFullYear();
    for (const [ahead, expected] of [[50, year + 50], [51, year - 49]] as const) {
      const date = new Date(Date.UTC(expected, 0, 2));
      const name = date.toLocaleDateString("en", { weekday: "long", timeZone: "UTC" });
      const digits = String((year + ahead) % 100).padStart(2, "0");
      expect(parseHttpDate(`${name}, 02-Jan-${digits} 00:00:00 GMT`)?.getUTCFullYear()).toBe(expected);
    }
  });

  it.each([
    "",
    "Invalid Date",
    "1994-11-06T08:49:37Z",
    "Mon, 06 Nov 1994 08:49:37 GMT",
    "Sun, 6 Nov 1994 08:49:37 GMT",
    "Sun, 06 Nov 1994 08:49:37 UTC",
    "Sun, 06 Nov 1994 08:49:37 +0000",
    "Sun, 06 Nov 1994 08:49:60 GMT",
    "sun, 06 nov 1994 08:49:37 gmt",
    "Thu, 29 Feb 2023 00:00:00 GMT",
    "Sun, 06 Nov 1994 08:49:37 GMT, Sun, 06 Nov 1994 08:49:37 GMT",
    "784111777",
    "Sun Nov 6 08:49:37 1994",
  ])("takes %j for no date", (text) => {
    expect(parseHttpDate(text)).toBeUndefined();
  });
});
