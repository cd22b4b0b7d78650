import { defineConfig } from "vitest/config"

const conditions = ["application-credentials-source", "node", "module"]

export default defineConfig({
  resolve: { conditions },
  ssr: { resolve: { conditions } },
  test: {
    include: ["packages/*/test/**/*.test.ts", "examples/**/*.test.ts", ".ci/test/**/*.test.ts"],
    testTimeout: 120_000
  }
})
