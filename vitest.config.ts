import { configDefaults, defineConfig } from "vitest/config"

const conditions = ["application-credentials-source", "node", "module"]

/** The folders of tests that need more than Node on the machine, or more time than a person has. */
export const onMachine = ["browser", "crash", "postgres", "python"].map(
  (folder) => `packages/*/test/${folder}/**`
)

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
    exclude: [...configDefaults.exclude, ...onMachine],
    testTimeout: 120_000,
    projects: [
      {
        extends: true,
        test: {
          name: "sdk",
          exclude: ["packages/!(sdk)/**", "!(packages)/**"],
          setupFiles: ["packages/sdk/test/canaries/setup.ts"]
        }
      },
      { extends: true, test: { name: "others", exclude: ["packages/sdk/**"] } }
    ]
  }
})
