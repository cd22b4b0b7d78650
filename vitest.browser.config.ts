/** The tests that need a browser on the machine: `npm run test:browser`. */
import { configDefaults, defineConfig } from "vitest/config"
import everywhere from "./vitest.config.ts"

export default defineConfig({
  ...everywhere,
  test: {
    ...everywhere.test,
    include: ["packages/*/test/browser/**/*.test.ts"],
    exclude: configDefaults.exclude
  }
})
