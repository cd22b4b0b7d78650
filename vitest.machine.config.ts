/** The tests that need Chromium, or Python with OAuth clients, on the machine: `npm run test:machine`. */
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
