import { defineConfig } from "specstar";

export default defineConfig({
  models: "models",
  output: "generated",
  migrations: "migrations",
});
