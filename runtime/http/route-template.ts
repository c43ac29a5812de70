import type { Request } from "express";

/**
 * The template of the route that took a request, behind the path that its app is mounted at: `/api/issues/:id`. Undefined when none
 * did. A route with several paths goes by its first one.
 */
export function currentRoute(req: Request, mountedAt: string): string | undefined {
  const route: unknown = req.route;
  if (typeof route !== "object" || route === null || !("path" in route)) return undefined;
  const path: unknown = Array.isArray(route.path) ? route.path[0] : route.path;
  return `${mountedAt}${String(path)}`;
}

/** What a path has in the place of `:name`. */
export function partOf(path: string, route: string, name: string): string | undefined {
  const place = route.split("/").indexOf(`:${name}`);
  return place === -1 ? undefined : path.split("/")[place];
}
