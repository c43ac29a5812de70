import type { Router } from "express";

/**
 * The methods that a router's own routes take at a path, sorted; with HEAD where there is GET, and OPTIONS. Empty when no route has
 * the path. Routers mounted in it are not looked into.
 */
export function allowedMethods(router: Router, path: string): readonly string[] {
  const methods = new Set(router.stack.filter((layer) => layer.route !== undefined && matches(layer, path)).flatMap(({ route }) => methodsOf(route)));
  if (methods.size === 0) return [];
  if (methods.has("GET")) methods.add("HEAD");
  return [...methods.add("OPTIONS")].sort();
}

type Layer = Router["stack"][number];

function methodsOf(route: Layer["route"]): string[] {
  return (route?.stack ?? []).flatMap(({ method }) => (method === undefined ? [] : [method.toUpperCase()]));
}

/** `match` is there since Express 4; only the types don't have it. It throws for a path that can't be decoded. */
function matches(layer: Layer, path: string): boolean {
  if (!("match" in layer) || typeof layer.match !== "function") return false;
  try {
    return Boolean(layer.match(path));
  } catch {
    return false;
  }
}
