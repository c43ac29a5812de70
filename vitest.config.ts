import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url));

export default defineConfig({
  resolve: {
    // Tests use the public entry points, straight from the sources: no build is needed to run one.
    alias: [
      { find: /^specstar$/, replacement: at("generator/index.ts") },
      { find: /^@specstar\/runtime$/, replacement: at("runtime/index.ts") },
      { find: "@specstar/runtime/spec", replacement: at("runtime/spec.ts") },
      { find: "@specstar/runtime/sqlite", replacement: at("runtime/stores/sqlite/index.ts") },
      { find: "@specstar/runtime/config", replacement: at("runtime/config/index.ts") },
      { find: "@specstar/runtime/migrations", replacement: at("runtime/migrations/index.ts") },
      { find: "@specstar/runtime/express", replacement: at("runtime/http/index.ts") },
      { find: "@specstar/runtime/testing", replacement: at("runtime/testing/index.ts") },
    ],
  },
  test: {
    include: ["tests/**/*.test.ts"],
    testTimeout: 30_000,
    hookTimeout: 30_000,
    maxWorkers: 2,
  },
});
