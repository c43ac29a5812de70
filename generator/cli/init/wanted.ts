import { basename } from "node:path";
import { ownVersion } from "../own-package.js";
import type { Wanted } from "./package-json.js";

/** What the package.json of a project in `root` should have. */
export function wantedPackage(root: string, mayBecomeModule: boolean): Wanted {
  return {
    name: toPackageName(basename(root)),
    scripts: {
      generate: "specstar generate",
      check: "specstar generate --check",
      migrate: "specstar migrate up",
      dev: "specstar dev",
      build: "tsc",
      start: "node dist/server.js",
      test: "tsx --test tests/*.test.ts",
    },
    dependencies: {
      "@specstar/runtime": `^${ownVersion()}`,
      // npm takes the newest that the installed Node.js can run.
      "better-sqlite3": "^12.11.1 || ^13.0.0",
      express: "^5.3.0",
      "swagger-ui-dist": "^5.35.0",
    },
    devDependencies: {
      "@types/express": "^5.0.6",
      "@types/node": "^20.19.0",
      specstar: `^${ownVersion()}`,
      tsx: "^4.23.15",
      typescript: "^6.0.3",
    },
    // The last one comes with swagger-ui-dist and only reports the installation to its makers.
    allowScripts: { "better-sqlite3": true, esbuild: true, "@scarf/scarf": false },
    mayBecomeModule,
  };
}

/** What npm takes for a name: lower case, no leading dot or underscore, nothing that a URL would escape. */
function toPackageName(folder: string): string {
  const name = folder
    .toLowerCase()
    .replaceAll(/[^a-z0-9._-]+/g, "-")
    .replace(/^[._-]+/, "")
    .replace(/-+$/, "");
  return name === "" ? "specstar-project" : name;
}
