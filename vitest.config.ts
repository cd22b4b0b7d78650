import { configDefaults, defineConfig } from "vitest/config"
import { BaseSequencer, type TestSpecification } from "vitest/node"

const conditions = ["application-credentials-source", "node", "module"]

/** The folders of tests that need more than Node on the machine, or more time than a person has. */
export const onMachine = [
  ...["browser", "crash", "postgres", "python"].map((folder) => `packages/*/test/${folder}/**`),
  "docs/browser/**"
]

/** Files that take longest, a minute or more: at the end of a run nothing would be left to do beside them. */
const long =
  /conformance\/(python|typescript)|cli\/(check|mockOAuthProvider)|jail\/hostile|Snapshot|browser\/(checkInBrowser|site)/

class LongestFirst extends BaseSequencer {
  override async sort(files: Array<TestSpecification>): Promise<Array<TestSpecification>> {
    const sorted = await super.sort(files)
    const isLong = ({ moduleId }: TestSpecification) => long.test(moduleId)
    return [...sorted.filter(isLong), ...sorted.filter((file) => !isLong(file))]
  }
}

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
    // A file takes most of a second to load what it imports: files share it, and leave nothing behind for one another.
    isolate: false,
    sequence: { sequencer: LongestFirst },
    // One core would else be left to whoever works beside a run.
    maxWorkers: "100%",
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
