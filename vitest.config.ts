import { configDefaults, defineConfig } from "vitest/config"

const conditions = ["application-credentials-source", "node", "module"]

export default defineConfig({
  resolve: { conditions },
  ssr: { resolve: { conditions } },
  test: {
    include: [
      "packages/*/test/**/*.test.ts",
      "docs/**/*.test.ts",
      "examples/**/*.test.ts",
      ".ci/test/**/*.test.ts"
    ],
    exclude: [...configDefaults.exclude, "packages/*/test/browser/**"],
    testTimeout: 120_000
  }
})
