import fc from "fast-check"
import { expect, it } from "vitest"
import { PersistentMap } from "../../src/core/PersistentMap.ts"

const key = fc.constantFrom("a", "b", "c", "d")
const change = fc.record({ from: fc.nat(), key, value: fc.option(fc.nat(99), { nil: undefined }) })

const contents = (map: PersistentMap<number>): Map<string, number | undefined> =>
  new Map(map.keys().map((each) => [each, map.get(each)]))

it("leaves every version as it was, whichever of them is changed next", () => {
  fc.assert(
    fc.property(fc.array(change, { maxLength: 30 }), fc.array(fc.nat()), (changes, read) => {
      const versions = [{ map: PersistentMap.make<number>(), expected: new Map<string, number>() }]
      const pick = (index: number) => versions[index % versions.length] ?? expect.fail("There is one")
      for (const { from, key, value } of changes) {
        const { expected: before, map } = pick(from)
        const expected = new Map(before)
        if (value === undefined) expected.delete(key)
        else expected.set(key, value)
        versions.push({ map: value === undefined ? map.remove(key) : map.set(key, value), expected })
      }
      for (const { expected, map } of [...read.map(pick), ...versions]) {
        expect(contents(map)).toEqual(expected)
        expect(map.size).toBe(expected.size)
        expect(contents(map.filter((value) => value > 50))).toEqual(
          new Map([...expected].filter(([, value]) => value > 50))
        )
      }
    })
  )
})

it("goes back over any number of changes", () => {
  const first = PersistentMap.make(["a", 0])
  let last = first
  for (let value = 1; value <= 100_000; value++) last = last.set("a", value)
  expect([first.get("a"), last.get("a"), first.get("a")]).toEqual([0, 100_000, 0])
})
