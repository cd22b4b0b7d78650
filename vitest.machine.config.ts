/**
 * The tests that need Chromium, Python with OAuth clients, or PostgreSQL on the machine, or much time:
 * `.ci/with-postgres npm run test:machine`.
 */
import { configDefaults, defineConfig } from "vitest/config"
import everywhere, { onMachine } from "./vitest.config.ts"

export default defineConfig({
  ...everywhere,
  test: {
    ...everywhere.test,
    include: onMachine.map((folder) => `${folder}/*.test.ts`),
    exclude: configDefaults.exclude
  }
})
