import { fileURLToPath } from "node:url";
import { configDefaults, defineConfig } from "vitest/config";

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url));

export default defineConfig({
  resolve: {
    // Tests use the public entry points, straight from the sources: no build is needed to run one.
    alias: [
      { find: /^specstar$/, replacement: at("generator/index.ts") },
      { find: /^@specstar\/runtime$/, replacement: at("runtime/index.ts") },
      { find: "@specstar/runtime/spec", replacement: at("runtime/spec.ts") },
      { find: "@specstar/runtime/sqlite", replacement: at("runtime/stores/sqlite/index.ts") },
      { find: "@specstar/runtime/postgres", replacement: at("runtime/stores/postgres/index.ts") },
      { find: "@specstar/runtime/disk", replacement: at("runtime/stores/disk/index.ts") },
      { find: "@specstar/runtime/s3", replacement: at("runtime/stores/s3/index.ts") },
      { find: "@specstar/runtime/rabbitmq", replacement: at("runtime/queues/rabbitmq/index.ts") },
      { find: "@specstar/runtime/celery", replacement: at("runtime/queues/celery/index.ts") },
      { find: "@specstar/runtime/jobs", replacement: at("runtime/jobs/index.ts") },
      { find: "@specstar/runtime/maintenance", replacement: at("runtime/maintenance/index.ts") },
      { find: "@specstar/runtime/telemetry", replacement: at("runtime/telemetry/index.ts") },
      { find: "@specstar/runtime/config", replacement: at("runtime/config/index.ts") },
      { find: "@specstar/runtime/migrations", replacement: at("runtime/migrations/index.ts") },
      { find: "@specstar/runtime/express", replacement: at("runtime/http/index.ts") },
      { find: "@specstar/runtime/testing", replacement: at("runtime/testing/index.ts") },
    ],
  },
  test: {
    maxWorkers: 2,
    // Where real servers, disks and killed processes share a busy machine, a time limit can pass without a fault. The report names what
    // passed the second time only.
    retry: process.env["CI"] === undefined ? 0 : 1,
    globalSetup: ["tests/services/shared-services.ts"],
    projects: [
      {
        extends: true,
        test: {
          name: "unit",
          include: ["tests/**/*.test.ts"],
          exclude: [...configDefaults.exclude, "tests/e2e/**"],
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
      {
        // These work on what is built and packed, in folders of their own outside the repository.
        extends: true,
        test: {
          name: "e2e",
          include: ["tests/e2e/**/*.test.ts"],
          globalSetup: ["tests/e2e/packed-packages.ts"],
          testTimeout: 300_000,
          hookTimeout: 300_000,
        },
      },
    ],
  },
});
