import { assert, describe, it } from "@effect/vitest"
import { wordedReasons } from "../../../src/checks/pkg/PKG-5.ts"

describe("wordedReasons", () => {
  it("takes in the reasons of every flow of the integration", () => {
    const worded = wordedReasons({
      config: { abort: { a: "A" }, step: { user: { description: "x" } } },
      options: { abort: { b: "B" } },
      config_subentries: { device: { abort: { c: "C" } } },
      issues: { abort: { d: "D" } }
    })
    assert.deepStrictEqual([...worded.keys()], ["a", "b", "c"])
  })
})
