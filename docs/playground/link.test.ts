import * as fc from "fast-check"
import { expect, it } from "vitest"
import { fragmentOf, holdsFiles, inputIn } from "./link.ts"

const inputs = fc.record({
  domain: fc.stringMatching(/^[a-z_]{1,20}$/),
  files: fc.dictionary(fc.stringMatching(/^[a-z]{1,8}\.py$/), fc.string({ unit: "grapheme" }), {
    noNullPrototype: true
  })
})

it("a link brings back what was put into it, in characters that a URL has", () =>
  fc.assert(
    fc.asyncProperty(inputs, async (input) => {
      const made = await fragmentOf(input)
      const fragment = "value" in made ? made.value : ""
      expect(fragment).toMatch(/^#files=[\w-]+$/)
      expect(holdsFiles(fragment)).toBe(true)
      expect(await inputIn(fragment)).toEqual({ value: input })
    })
  ))

it("a link that lost a part says so", async () => {
  const made = await fragmentOf({ domain: "acme", files: { "a.py": "x = 1\n".repeat(50) } })
  const fragment = "value" in made ? made.value : ""
  for (const lost of [fragment.slice(0, -4), "#files=%%%", "#files=", "#files=e30"])
    expect(await inputIn(lost)).toEqual({ problem: expect.stringMatching(/not whole/) })
})

it("what is too large for a link is refused, and so is a small link that unfolds to much", async () => {
  const noise = Array.from({ length: 40_000 }, (_, index) => ((index * 7919 * index) % 104_729).toString(36))
  expect(await fragmentOf({ domain: "acme", files: { "a.py": noise.join("") } })).toEqual({
    problem: expect.stringMatching(/too much for a link: \d+ kB/)
  })
  const bomb = await fragmentOf({ domain: "acme", files: { "a.py": " ".repeat(3_000_000) } })
  expect(await inputIn("value" in bomb ? bomb.value : "")).toEqual({
    problem: expect.stringMatching(/more than 1 MB/)
  })
})
