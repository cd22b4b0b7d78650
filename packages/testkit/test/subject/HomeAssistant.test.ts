import * as fc from "fast-check"
import { assert, describe, it } from "vitest"
import {
  homeAssistantOf,
  homeAssistants,
  homeAssistantsFrom,
  newestHomeAssistant
} from "../../src/subject/HomeAssistant.ts"

const nameOf = (version: string) => homeAssistantOf(version)?.version ?? null
const namesFrom = (minimum: string) => homeAssistantsFrom(minimum).map(({ version }) => version)

describe("the modelled versions of Home Assistant", () => {
  it.each([
    ["2026.10", "2026.10"],
    ["2026.10.3", "2026.10"],
    ["2026.11.0b4", "2026.10"],
    ["2027.1", "2026.10"],
    ["2026.9", "2026.9"],
    ["2026.9.4", "2026.9"],
    ["2026.4.0", "2026.9"],
    ["2026.3", "2026.9"],
    ["2026.2.3", null],
    ["2024.6.0", null],
    ["2026.13", null],
    ["2026", null],
    ["newest", null],
    ["", null]
  ])("cover %j by %j", (version, name) => {
    assert.strictEqual(nameOf(version), name)
  })

  it.each([
    ["2026.10.0", ["2026.10"]],
    ["2027.3", ["2026.10"]],
    ["2026.6.1", ["2026.10", "2026.9"]],
    ["2024.6.0", ["2026.10", "2026.9"]],
    ["2024.06.0", ["2026.10", "2026.9"]],
    ["unknown", ["2026.10"]]
  ])("are, from %j on, %j", (minimum, names) => {
    assert.deepStrictEqual(namesFrom(minimum), names)
  })

  it("always cover their own name and the oldest version that behaves so", () => {
    for (const { since, version } of homeAssistants) {
      assert.strictEqual(nameOf(since), version)
      assert.strictEqual(nameOf(version), version)
    }
    assert.strictEqual(homeAssistants[0], newestHomeAssistant)
  })

  it("never cover a newer version by an older model", () => {
    const year = fc.integer({ min: 2026, max: 2040 })
    const version = fc.tuple(year, fc.integer({ min: 1, max: 12 }), fc.nat({ max: 9 }))
    const indexOf = ([year, month, patch]: readonly [number, number, number]) => {
      const found = homeAssistantOf(`${year}.${month}.${patch}`)
      return found === null ? homeAssistants.length : homeAssistants.indexOf(found)
    }
    fc.assert(
      fc.property(version, version, (one, other) => {
        const isNewer = one[0] * 12 + one[1] >= other[0] * 12 + other[1]
        assert.isTrue(isNewer ? indexOf(one) <= indexOf(other) : indexOf(one) >= indexOf(other))
      })
    )
  })
})
