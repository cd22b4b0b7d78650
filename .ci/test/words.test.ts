import { describe, expect, it } from "vitest"
import { oldWordsIn } from "../words/oldWords.ts"

describe("the words", () => {
  it.each([
    ["packages/sdk/src/a.ts", "// Mend it.", "fix"],
    ["packages/sdk/src/a.ts", "const tellStep = 1", "report"],
    ["docs/guides/a.md", "It is left undecided.", "inconclusive"],
    ["README.md", "one\ntwo, and a secret is struck", "redact"],
    ["packages/sdk/src/a.ts", "export const endMootLinks = 1", "obsolete"],
    ["packages/sdk/src/a.ts", "yield* makeToItsEnd", "run to completion"],
    ["packages/sdk/src/a.ts", "// Nobody is told of it.", "report"],
    ["packages/sdk/src/a.ts", "const letOthersGoOn = 1", "continue"],
    ["packages/sdk/test/a.ts", "const world = makeWorld()", "harness"]
  ])("that are old are found: %s, %s", (path, text, say) => {
    const [problem, ...rest] = oldWordsIn(path, text)
    expect(problem).toContain(`say ${say}`)
    expect(problem).toContain(`${path}:${text.split("\n").length}:`)
    expect(rest).toEqual([])
  })

  it.each([
    ["docs/decisions/0001-effect-schema.md", "It was mended."],
    ["packages/sdk/src/a.ts", "// It tells the user what to recommend, amend and fix."],
    ["packages/sdk/src/a.ts", "// It is told apart by its path, and waits as it is told to."]
  ])("that are not, or where history is told, are left: %s, %s", (path, text) => {
    expect(oldWordsIn(path, text)).toEqual([])
  })
})
