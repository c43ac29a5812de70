import { memoryStorage } from "@specstar/runtime";
import { resourceRouter, type HandlerName } from "@specstar/runtime/express";
import { JobManager } from "@specstar/runtime/jobs";
import { describe, expect, it } from "vitest";
import { ROUTES as emittedRoutes } from "../../../generator/emitters/routes.js";
import { ROUTES } from "../../../runtime/http/routes.js";
import { shipSpec } from "../jobs/ship.js";

const ships = new JobManager(shipSpec(), memoryStorage());

/** What a router mounts, in its order. */
function mounted(path: string, names: readonly HandlerName[]) {
  return resourceRouter(ships, path, names).stack.flatMap(({ route }) => route?.stack.map(({ method }) => ({ method, path: route.path })) ?? []);
}

describe("resourceRouter", () => {
  it("knows a place for each handler that the generator has a route for, in the same order", () => {
    expect(Object.entries(ROUTES).map(([handler, { method, path }]) => ({ method, path, handler }))).toEqual(emittedRoutes);
  });

  it("mounts each handler behind the path", () => {
    const names = emittedRoutes.map(({ handler }) => handler);
    expect(mounted("/things", names)).toEqual(emittedRoutes.map(({ method, path }) => ({ method, path: `/things${path}` })));
  });

  it("tries its own order, whatever the order of the names, and mounts no others", () => {
    const expected = [
      { method: "get", path: "/ships/count" },
      { method: "get", path: "/ships/:id" },
      { method: "patch", path: "/ships/:id" },
    ];
    expect(mounted("/ships", ["patch", "get", "count"])).toEqual(expected);
  });

  it.each(["crate", "constructor", ""])("refuses %j at once, which is no handler's name", (name) => {
    const names: readonly HandlerName[] = JSON.parse(JSON.stringify(["get", name]));
    expect(() => resourceRouter(ships, "/ships", names)).toThrow(new TypeError(message(name)));
  });
});

function message(name: string): string {
  const hint = name === "crate" ? ' Did you mean "create"?' : "";
  return `There is no handler ${JSON.stringify(name)}.${hint} There are: ${Object.keys(ROUTES).join(", ")}.`;
}
