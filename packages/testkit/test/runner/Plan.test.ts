import { execFileSync } from "node:child_process"
import * as fc from "fast-check"
import { assert, describe, it } from "vitest"
import { checksOf, replayCommand } from "../../src/runner/Plan.ts"
import { homeAssistants, newestHomeAssistant } from "../../src/subject/HomeAssistant.ts"

describe("a plan", () => {
  it("has the requirements named in the catalogue's order, and all where none is", () => {
    const plan = { seed: 1, runs: 1, requirements: [] }
    const ids = checksOf({ ...plan, requirements: ["TOK-2", "MOD-1"] }).map(({ id }) => id)
    assert.deepStrictEqual(ids, ["MOD-1", "TOK-2"])
    assert.isAbove(checksOf(plan).length, 70)
  })
})

describe("the command of a replay", () => {
  it("names what is replayed", () => {
    assert.strictEqual(
      replayCommand("custom_components/acme", newestHomeAssistant)("AUT-2", 7, "3:0x5"),
      "application-credentials check custom_components/acme --requirement AUT-2 --seed 7 --path 3:0x5"
    )
  })

  it("names the version of Home Assistant where that is not the newest", () => {
    for (const homeAssistant of homeAssistants.slice(1)) {
      const command = replayCommand("acme", homeAssistant)("AUT-2", 7, "3")
      assert.match(command, new RegExp(` --home-assistant ${homeAssistant.version}$`))
    }
  })

  it("always hands the path on as it is, in a shell", () => {
    const path = fc.string({ unit: fc.constantFrom(..."a /'\"$`\\!*&;(~é"), minLength: 1, maxLength: 12 })
    fc.assert(
      fc.property(path, (path) => {
        const command = replayCommand(path, newestHomeAssistant)("AUT-2", 1, "0").replace(
          /^\S+ check/,
          "printf '%s\\n'"
        )
        const printed = execFileSync("/bin/sh", ["-c", command], { encoding: "utf8" })
        assert.strictEqual(printed.split("\n")[0], path)
      }),
      { numRuns: 30 }
    )
  })
})
