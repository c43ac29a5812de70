import type { ProjectConfig } from "../../config.js";

/** What the rounds themselves write, and what is no source of the project's. */
export function isIgnored(path: string, config: ProjectConfig): boolean {
  const folders = [config.output, config.migrations, "data", "dist"];
  return (
    path === "specstar.lock.json" ||
    path.split("/").some((part) => part === "node_modules" || part.startsWith(".")) ||
    folders.some((folder) => path === folder || path.startsWith(`${folder}/`))
  );
}
