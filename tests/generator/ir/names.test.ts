import { describe, expect, it } from "vitest";
import {
  anonymousName,
  columnName,
  indexName,
  managersKey,
  modelLabel,
  modelPath,
  revisionTableName,
  tableName,
  uniqueIndexName,
  variableName,
} from "../../../generator/ir/names.js";
import { pluralise } from "../../../generator/ir/plural.js";

describe("names of a model", () => {
  it.each([
    ["Issue", "issue", "issues", "issues", "issue", "issue"],
    ["BlogPost", "blog-post", "blog-posts", "blogPosts", "blogPost", "blog_post"],
    ["HTTPLog", "http-log", "http-logs", "httpLogs", "httpLog", "http_log"],
    ["OAuth2Token", "o-auth2-token", "o-auth2-tokens", "oAuth2Tokens", "oAuth2Token", "o_auth2_token"],
    ["Order", "order", "orders", "orders", "order", "order_"],
    ["BigCity", "big-city", "big-cities", "bigCities", "bigCity", "big_city"],
  ])("of %s", (model, label, path, key, variable, table) => {
    expect([modelLabel(model), modelPath(model), managersKey(model), variableName(model), tableName(model)]).toEqual([
      label,
      path,
      key,
      variable,
      table,
    ]);
  });

  it("keeps the revisions in a table beside the meta table", () => {
    expect(revisionTableName("BlogPost")).toBe("blog_post_revision");
  });

  it("names an object type without a name after its path", () => {
    expect(anonymousName(["Issue", "dueLocation", "item"])).toBe("IssueDueLocationItem");
  });
});

describe("names of columns and indexes", () => {
  it.each([
    ["status", "data_status"],
    ["dueDate", "data_due_date"],
    ["address.city", "data_address_city"],
    ["address.zipCode", "data_address_zip_code"],
  ])("of %s", (path, column) => expect(columnName(path)).toBe(column));

  it.each([
    ["due-date", "data_due_date"],
    ["größe", "data_gr_e_"],
    ["$price", "data_price_"],
    ["長い", "data_"],
    ["a b.c", "data_a_b_"],
  ])("keeps %s apart when letters are lost", (path, start) => {
    expect(columnName(path).startsWith(start)).toBe(true);
    expect(columnName(path)).toMatch(/^data(_[a-z0-9]+)+$/);
  });

  it("gives different columns for different names in letters that are lost", () => {
    expect(new Set(["長い", "短い", "größe", "grösse", "gr_e", "$price", "price", "€price"].map(columnName)).size).toBe(8);
  });

  it("cuts a column that is too long", () => {
    const deep = columnName(`${"a".repeat(40)}.${"b".repeat(40)}`);
    expect(deep).toHaveLength(63);
    expect(columnName(`${"a".repeat(40)}.${"b".repeat(39)}c`)).not.toBe(deep);
  });

  it("joins table and columns", () => {
    expect(indexName("issue", ["data_status", "data_severity"])).toBe("issue_data_status_data_severity");
    expect(uniqueIndexName("issue", ["data_email"])).toBe("issue_unique_data_email");
  });

  it("cuts what is too long, and still tells it apart", () => {
    const columns = ["data_a_rather_long_column", "data_another_rather_long_column"];
    const [one, two] = [indexName("issue", [...columns, "a"]), indexName("issue", [...columns, "b"])];
    expect(one).toHaveLength(63);
    expect(one).toMatch(/^issue_data_a_rather_long_column_data_another_rather_lo_[0-9a-f]{8}$/);
    expect(two).not.toBe(one);
    expect(indexName("issue", [...columns, "a"])).toBe(one);
  });
});

describe("pluralise", () => {
  it.each([
    ["issue", "issues"],
    ["box", "boxes"],
    ["status", "statuses"],
    ["branch", "branches"],
    ["wish", "wishes"],
    ["category", "categories"],
    ["day", "days"],
    ["person", "people"],
    ["child", "children"],
    ["analysis", "analyses"],
    ["quiz", "quizzes"],
    ["news", "news"],
    ["settings", "settings"],
  ])("%s gives %s", (word, plural) => expect(pluralise(word)).toBe(plural));
});
