/** The catalogue, its checks and the faulty modules agree. */
import { assert, describe, it } from "vitest"
import { catalog } from "../../src/catalog/catalog.ts"
import { checks } from "../../src/checks/checks.ts"
import { mutants } from "../mutants/mutants.ts"

describe("the catalogue", () => {
  it("has one check a requirement, in the same order", () => {
    assert.deepStrictEqual(
      checks.map(({ id }) => id),
      catalog.map(({ id }) => id)
    )
  })

  it("says what differs by version where a module is faulty on an older Home Assistant only", () => {
    const older = mutants.filter(({ homeAssistant }) => homeAssistant !== undefined).map(({ kills }) => kills)
    const says = catalog.filter(({ versions }) => versions !== undefined).map(({ id }) => id)
    assert.sameMembers(says, [...new Set(older)])
  })

  it("has a faulty module for every requirement", () => {
    const killed = new Set<string>(mutants.map(({ kills }) => kills))
    assert.deepStrictEqual(
      catalog.map(({ id }) => id).filter((id) => !killed.has(id)),
      []
    )
  })
})
