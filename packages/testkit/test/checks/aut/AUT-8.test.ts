import { assert, describe, it } from "@effect/vitest"
import * as fc from "fast-check"
import { leastSeen, verifierEntropy } from "../../../src/checks/aut/AUT-8.ts"

const digits = "0123456789"
const lower = "abcdefghijklmnopqrstuvwxyz"
const letters = `${lower}${lower.toUpperCase()}`

/** Verifiers of a set of characters, eight unless told otherwise. */
const verifiers = (characters: string, length: number, count = 8) =>
  fc.array(fc.string({ unit: fc.constantFrom(...characters), minLength: length, maxLength: length }), {
    minLength: count,
    maxLength: count
  })

/** Independent ones, as no generator of fast-check's is: it prefers repetitions. */
const independent = (characters: string, length: number, count: number) =>
  fc
    .infiniteStream(fc.noBias(fc.nat({ max: characters.length - 1 })))
    .map((stream) =>
      Array.from({ length: count }, () =>
        Array.from({ length }, () => characters[stream.next().value ?? 0]).join("")
      )
    )

/** The probability that at least `least` of independent events happen, each of a probability of its own. */
const atLeast = (least: number, each: ReadonlyArray<number>): number =>
  each
    .reduce<ReadonlyArray<number>>(
      (counts, chance) =>
        [...counts, 0].map((count, index) => count * (1 - chance) + (counts[index - 1] ?? 0) * chance),
      [1]
    )
    .slice(least)
    .reduce((sum, chance) => sum + chance, 0)

describe("the entropy of verifiers", () => {
  it.each([
    ["43 characters of Base64url", `${letters}${digits}-_`, 43],
    ["43 letters and digits", `${letters}${digits}`, 43],
    ["43 unreserved characters", `${letters}${digits}-._~`, 43],
    ["64 hexadecimal digits", `${digits}abcdef`, 64],
    ["78 digits", digits, 78]
  ])("is at least 256 bits for %s", (_, characters, length) =>
    // The seed is fixed: a chance of one in millions is no fault of the estimate.
    fc.assert(
      fc.property(verifiers(characters, length), (sample) => verifierEntropy(sample) >= 256),
      { seed: 1, numRuns: 300, endOnFailure: true }
    )
  )

  it.each([
    ["43 characters of Base64url", `${letters}${digits}-_`, 43],
    ["55 lower-case letters", lower, 55],
    ["64 hexadecimal digits", `${digits}abcdef`, 64],
    ["78 digits", digits, 78]
  ])("is never too little to see in three of %s", (_, characters, length) =>
    fc.assert(
      fc.property(independent(characters, length, 3), (sample) => {
        assert.isAtLeast(verifierEntropy(sample), leastSeen)
      }),
      { numRuns: 3000, endOnFailure: true }
    )
  )

  it.each([
    ["43 characters of Base64url", 64, 43],
    ["52 characters of Base32", 32, 52],
    ["55 lower-case letters", 26, 55],
    ["64 hexadecimal digits", 16, 64],
    ["78 digits", 10, 78]
  ])("accuses %s in fewer than one of a million runs", (_, characters, length) => {
    // A place is lost where all three verifiers have one character, or the characters of a place before it.
    const lost = Array.from({ length }, (_, before) => 1 / characters ** 2 + before / characters ** 3)
    const tooMany = length - Math.ceil(leastSeen / Math.log2(characters)) + 1
    const inputs = 100
    assert.isBelow(inputs * atLeast(tooMany, lost), 1e-6)
  })

  it.each([
    ["43 hexadecimal digits", `${digits}abcdef`, 43],
    ["32 hexadecimal digits", `${digits}abcdef`, 32],
    ["43 lower-case letters", lower, 43],
    ["76 digits", digits, 76]
  ])("is under 256 bits for %s", (_, characters, length) =>
    fc.assert(fc.property(verifiers(characters, length), (sample) => verifierEntropy(sample) < 256))
  )

  it("does not grow when a constant is put around the verifiers", () =>
    fc.assert(
      fc.property(
        verifiers(`${digits}abcdef`, 43),
        fc.string({ unit: fc.constantFrom(..."abc123") }),
        (sample, constant) => {
          const around = sample.map((verifier) => `${constant}${verifier}${constant}`)
          assert.strictEqual(verifierEntropy(around), verifierEntropy(sample))
        }
      )
    ))

  it("does not grow when the verifiers are repeated", () =>
    fc.assert(
      fc.property(verifiers(`${letters}${digits}`, 16), fc.integer({ min: 1, max: 8 }), (sample, times) => {
        assert.strictEqual(
          verifierEntropy(sample.map((verifier) => verifier.repeat(times))),
          verifierEntropy(sample)
        )
      })
    ))

  it("is nothing where the verifiers are equal", () =>
    fc.assert(
      fc.property(fc.string({ minLength: 1, maxLength: 128 }), (verifier) => {
        assert.strictEqual(verifierEntropy(Array.from({ length: 8 }, () => verifier)), 0)
      })
    ))
})
