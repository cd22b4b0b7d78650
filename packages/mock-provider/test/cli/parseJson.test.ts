import { Effect, Exit } from "effect"
import { describe, expect, it } from "vitest"
import { parseJson } from "../../src/cli/parseJson.ts"

const parse = (text: string) => Effect.runSyncExit(parseJson("file.json", text))
const nested = (depth: number): string => `${"[".repeat(depth)}${"]".repeat(depth)}`

describe("a configuration's JSON", () => {
  it.each([
    ["in it", nested(100)],
    ["in a text", `{ "a": "${"[".repeat(200)}" }`],
    ["in a comment", `// ${"[".repeat(200)}\n/* ${"{".repeat(200)} */ {}`]
  ])("may be as deep as people write it: brackets %s", (_, text) => {
    expect(Exit.isSuccess(parse(text))).toBe(true)
  })

  it("is refused where it is deeper, however deep, with what is wrong", () => {
    for (const text of [nested(101), "[".repeat(1_000_000)]) {
      expect(`${parse(text)}`).toContain("file.json is nested more than 100 deep")
    }
  })
})
