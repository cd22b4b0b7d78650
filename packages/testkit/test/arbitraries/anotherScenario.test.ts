import { assert, describe, it } from "@effect/vitest"
import * as fc from "fast-check"
import { anotherScenario } from "../../src/arbitraries/anotherScenario.ts"
import { redirectUriOf } from "../../src/subject/redirectUriOf.ts"
import { anyScenario, ordinaryScenario, type Scenario } from "../../src/arbitraries/scenario.ts"

const values = (scenario: Scenario): ReadonlyArray<string> => [
  scenario.authDomain,
  scenario.credential.clientId,
  scenario.credential.clientSecret,
  scenario.credential.name ?? "",
  scenario.flowId,
  scenario.code,
  redirectUriOf(scenario.host),
  String(scenario.token["access_token"]),
  String(scenario.token["refresh_token"]),
  String(scenario.refreshedToken["access_token"]),
  String(scenario.refreshedToken["refresh_token"])
]

describe("another scenario", () => {
  it("has nothing in common with the first, nor is one's value a part of the other's", () =>
    fc.assert(
      fc.property(fc.oneof(ordinaryScenario, anyScenario), (scenario) => {
        const another = anotherScenario(scenario)
        assert.notStrictEqual(another.entropy, scenario.entropy)
        const others = values(another)
        values(scenario).forEach((value, index) => {
          const other = others[index] ?? ""
          if (value === "" && other === "") return
          assert.notInclude(other, value)
          assert.notInclude(value, other)
        })
      })
    ))
})
