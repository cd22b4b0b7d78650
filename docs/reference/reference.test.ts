/** What the reference is made of is there: each export says what it is, and each method of a service too. */
import { describe, expect, it } from "vitest"
import { readEntries } from "./readEntries.ts"

const entries = readEntries()
const exported = entries.flatMap(({ exported: all, specifier }) => all.map((one) => ({ specifier, ...one })))

describe("the reference", () => {
  it("knows every entry that has types", () => {
    expect(entries.map(({ specifier }) => specifier)).toEqual(
      expect.arrayContaining([
        "@application-credentials/sdk",
        "@application-credentials/sdk/promise",
        "@application-credentials/mock-provider/profiles",
        "@application-credentials/testkit/vitest"
      ])
    )
  })

  it("says of every export what it is, of what kind, and since when", () => {
    const bare = exported.filter(
      ({ category, prose, since }) => prose === "" || category === "other" || since === ""
    )
    expect(bare.map(({ name, specifier }) => `${specifier}: ${name}`)).toEqual([])
  })

  it("shows the methods of a service, and says of each what it does", () => {
    const services = exported.filter(({ code }) => code.includes("extends Context.ServiceClass<"))
    expect(services.length).toBeGreaterThan(10)
    const bare = services.flatMap(({ code, name }) =>
      [...code.matchAll(/(\*\/\n)?^ {2}readonly (\w+)\??:/gm)]
        .filter(([, documented]) => documented === undefined)
        .map(([, , member]) => `${name}.${member}`)
    )
    expect(bare).toEqual([])
  })
})
