import { isSpecstarError, SpecstarError, type Condition, type Problem } from "@specstar/runtime";
import { describe, expect, it } from "vitest";
import { parseCountSearch, parseSearch } from "../../../runtime/query/parse-search.js";
import { issueIndex } from "./issue-index.js";

const parse = (query: string) => parseSearch(issueIndex, query);
const parseCount = (query: string) => parseCountSearch(issueIndex, query);
const ones = (count: number) => `votes[in]=${Array.from({ length: count }, () => "1").join(",")}`;

function problems(query: string, read = parse): readonly Problem[] {
  try {
    read(query);
  } catch (error) {
    if (isSpecstarError(error, "INVALID_QUERY")) return error.problems;
    throw error;
  }
  throw new Error(`${query} was taken.`);
}

describe("the filters of a URL", () => {
  it.each<[string, Condition]>([
    ["status=open", { kind: "compare", field: "status", op: "eq", value: "open" }],
    ["status=", { kind: "compare", field: "status", op: "eq", value: "" }],
    ["status", { kind: "compare", field: "status", op: "eq", value: "" }],
    ["status=a,b", { kind: "compare", field: "status", op: "eq", value: "a,b" }],
    ["status=a=b", { kind: "compare", field: "status", op: "eq", value: "a=b" }],
    ["status=a+b%2B%26%3D%20", { kind: "compare", field: "status", op: "eq", value: "a b+&= " }],
    ["status=%F0%9F%98%80", { kind: "compare", field: "status", op: "eq", value: "😀" }],
    ["status[eq]=open", { kind: "compare", field: "status", op: "eq", value: "open" }],
    ["tags[has]=a,b", { kind: "has", field: "tags", value: "a,b" }],
    ["lines.at[has]=2027-01-01", { kind: "has", field: "lines.at", value: "2027-01-01T00:00:00.000Z" }],
    ["tags[isNull]=true", { kind: "compare", field: "tags", op: "eq", value: null }],
    ["status[ne]=open", { kind: "compare", field: "status", op: "ne", value: "open" }],
    ["status%5Bne%5D=open", { kind: "compare", field: "status", op: "ne", value: "open" }],
    ["address.city[gt]=B", { kind: "compare", field: "address.city", op: "gt", value: "B" }],
    ["votes=-3", { kind: "compare", field: "votes", op: "eq", value: -3 }],
    ["votes[ge]=9007199254740991", { kind: "compare", field: "votes", op: "ge", value: 9007199254740991 }],
    ["weight[lt]=-1.5e3", { kind: "compare", field: "weight", op: "lt", value: -1500 }],
    ["open=true", { kind: "compare", field: "open", op: "eq", value: true }],
    ["open[ne]=false", { kind: "compare", field: "open", op: "ne", value: false }],
    ["dueDate[lt]=2027-01-01", { kind: "compare", field: "dueDate", op: "lt", value: "2027-01-01T00:00:00.000Z" }],
    ["dueDate=2027-01-01T02:00:00%2B02:00", { kind: "compare", field: "dueDate", op: "eq", value: "2027-01-01T00:00:00.000Z" }],
    ["dueDate[isNull]=true", { kind: "compare", field: "dueDate", op: "eq", value: null }],
    ["dueDate[isNull]=false", { kind: "compare", field: "dueDate", op: "ne", value: null }],
    ["severity[in]=medium,high", { kind: "in", field: "severity", values: ["medium", "high"] }],
    ["severity[in]=a%2Cb,c", { kind: "in", field: "severity", values: ["a,b", "c"] }],
    ["severity[in]=", { kind: "in", field: "severity", values: [""] }],
    ["votes[notIn]=1,2", { kind: "not", condition: { kind: "in", field: "votes", values: [1, 2] } }],
    ["status[contains]=%25_", { kind: "match", field: "status", op: "contains", value: "%_" }],
    ["status[startsWith]=a", { kind: "match", field: "status", op: "startsWith", value: "a" }],
    ["status[like]=a%25%5C_", { kind: "match", field: "status", op: "like", value: "a%\\_" }],
    ["open[in]=true,false", { kind: "in", field: "open", values: [true, false] }],
    ["status[endsWith]=", { kind: "match", field: "status", op: "endsWith", value: "" }],
    ["resourceId=issue:1", { kind: "compare", field: "resourceId", op: "eq", value: "issue:1" }],
    ["totalRevisionCount[gt]=2", { kind: "compare", field: "totalRevisionCount", op: "gt", value: 2 }],
    ["createdBy[startsWith]=a", { kind: "match", field: "createdBy", op: "startsWith", value: "a" }],
  ])("%s", (query, where) => {
    expect(parse(query).where).toEqual(where);
  });

  it("all have to hold", () => {
    expect(parse("status=open&&votes[gt]=1&votes[lt]=9&").where).toEqual({
      kind: "and",
      conditions: [
        { kind: "compare", field: "status", op: "eq", value: "open" },
        { kind: "compare", field: "votes", op: "gt", value: 1 },
        { kind: "compare", field: "votes", op: "lt", value: 9 },
      ],
    });
    expect(parse("").where).toBeNull();
  });

  it.each<[string, Problem]>([
    ["votes=1.5", { path: "votes", message: "Must be a whole number from -9007199254740991 to 9007199254740991." }],
    ["votes=9007199254740993", { path: "votes", message: "Must be a whole number from -9007199254740991 to 9007199254740991." }],
    ["votes[gt]=", { path: "votes[gt]", message: "Must be a whole number from -9007199254740991 to 9007199254740991." }],
    ["weight=1e999", { path: "weight", message: "Must be a number." }],
    ["weight=0x10", { path: "weight", message: "Must be a number." }],
    ["open=1", { path: "open", message: "Must be true or false." }],
    ["status[isNull]=yes", { path: "status[isNull]", message: "Must be true or false." }],
    ["status=%", { path: "status", message: "Badly percent-encoded: a % is written %25 (RFC 3986 section 2.1)." }],
    ["status[in]=a,%FF", { path: "status[in]", message: "Badly percent-encoded: a % is written %25 (RFC 3986 section 2.1)." }],
    ["%zz=1", { path: "%zz", message: "Badly percent-encoded: a % is written %25 (RFC 3986 section 2.1)." }],
    ["status=a&status=b", { path: "status", message: "Given twice." }],
    ["status=a&st%61tus=b", { path: "status", message: "Given twice." }],
    ["tags=a", { path: "tags", message: "Has many values: one of them is searched for by tags[has]=…" }],
    ["tags[eq]=a", { path: "tags[eq]", message: "Has many values: one of them is searched for by tags[has]=…" }],
    ["tags[contains]=a", { path: "tags[contains]", message: 'There is no operator for many values "contains". There are: has, isNull.' }],
    ["sort=-tags", { path: "sort", message: "tags has many values: nothing can be sorted by it." }],
    ["open[gt]=true", { path: "open[gt]", message: 'There is no operator for boolean "gt". There are: eq, ne, in, notIn, isNull.' }],
  ])("%s is refused", (query, problem) => {
    expect(problems(query)).toEqual([problem]);
  });

  it.each(["2027-02-30", "2027-13-01T00:00:00Z", "2027-01-01T00:00:00", "tomorrow", "1767225600"])("%s is no date", (text) => {
    expect(problems(`dueDate=${text}`)[0]?.message).toMatch(/^Must be an RFC 3339 date-time/);
  });

  it("says how a + is written when a date lacks it", () => {
    expect(problems("dueDate=2027-01-01T00:00:00+02:00")[0]?.message).toMatch(/A \+ is written %2B\.$/);
  });

  it("names the fields that exist, and the one that was meant", () => {
    const [problem] = problems("staus[ne]=open");
    expect(problem?.path).toBe("staus[ne]");
    expect(problem?.message).toMatch(/^There is no parameter "staus"\. Did you mean "status"\? There are: status, severity, .*resourceId.*, sort, limit/);
    expect(problems("votes[gte]=1")[0]?.message).toMatch(/Did you mean "g[te]"\? There are: eq, ne, gt, ge, lt, le, in, notIn, isNull\./);
    expect(problems("status[]=a")[0]?.message).toContain("There is no operator");
    for (const name of ["__proto__", "constructor", "status[ne", "[ne]", "title", "data_status", "'; DROP TABLE issue"]) {
      expect(problems(`${encodeURIComponent(name)}=1`)).toHaveLength(1);
    }
  });
});

describe("the other parameters of a URL", () => {
  it("say the order, the page and what it shows", () => {
    expect(parse("sort=-updatedTime,status&limit=20&offset=40&count=exact&includeDeleted=true")).toEqual({
      where: null,
      orderBy: [
        { field: "updatedTime", direction: "desc" },
        { field: "status", direction: "asc" },
      ],
      limit: 20,
      offset: 40,
      count: "exact",
      includeDeleted: true,
    });
    expect(parse("cursor=abc-_").cursor).toBe("abc-_");
    expect(parse("limit=5000").limit).toBe(5000);
    expect(parse("")).toEqual({ where: null, orderBy: [] });
  });

  it.each([
    ["limit=0", "limit"],
    ["limit=-1", "limit"],
    ["limit=abc", "limit"],
    ["limit=", "limit"],
    ["limit=1.5", "limit"],
    ["limit=1e2", "limit"],
    ["limit=99999999999999999999", "limit"],
    ["offset=-1", "offset"],
    ["offset=1&cursor=abc", "offset"],
    ["count=true", "count"],
    ["includeDeleted=", "includeDeleted"],
    ["includeDeleted=TRUE", "includeDeleted"],
    ["sort=", "sort"],
    ["sort=titel", "sort"],
    ["sort=status,-status", "sort"],
    ["sort=-status,", "sort"],
    ["limit=1&limit=2", "limit"],
  ])("%s is refused", (query, path) => {
    expect(problems(query).map((problem) => problem.path)).toEqual([path]);
  });

  it("suggests a field to sort by", () => {
    expect(problems("sort=-updatedtime")[0]?.message).toContain('Did you mean "updatedTime"?');
  });

  it("collects all problems in one error", () => {
    const query = "statsu=a&votes=x&sort=nothing&limit=0&open=maybe&open=true&includeDeleted=no";
    expect(problems(query).map(({ path }) => path)).toEqual(["open", "statsu", "votes", "open", "includeDeleted", "sort", "limit"]);
    expect(() => parse(query)).toThrow(SpecstarError);
    expect(() => parse(query)).toThrow(/^The query is invalid\. open: Given twice\. statsu: .* And 4 more\.$/);
  });

  it("reads only filters where resources are counted", () => {
    expect(parseCount("status=open&includeDeleted=true")).toMatchObject({ includeDeleted: true, where: { field: "status" } });
    expect(problems("limit=1&sort=status", parseCount).map(({ path }) => path)).toEqual(["limit", "sort"]);
  });
});

describe("the bounds of a URL's query", () => {
  it("are 16 kB, 100 parameters and 1000 values in a list", () => {
    expect(parse(ones(1000)).where).toMatchObject({ kind: "in" });
    expect(problems(ones(1001))).toEqual([{ path: "votes[in]", message: "A list of more than 1000 values." }]);
    expect(problems(`status=${"a".repeat(20_000)}`)).toEqual([{ path: "", message: "It is longer than 16384 bytes." }]);
    expect(problems(Array.from({ length: 101 }, (_, at) => `p${at}=1`).join("&"))).toEqual([{ path: "", message: "It has more than 100 parameters." }]);
    expect(problems(Array.from({ length: 100 }, (_, at) => `p${at}=1`).join("&"))).toHaveLength(100);
  });
});

describe("a parsed search", () => {
  it("is frozen", () => {
    const search = parse("votes[notIn]=1,2&sort=status");
    expect([search, search.orderBy, search.orderBy[0], search.where].every((part) => Object.isFrozen(part))).toBe(true);
  });
});
