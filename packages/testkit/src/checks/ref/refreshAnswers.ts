/** Refreshes that the provider grants, with all, or only some, of a token's members in its answer. */
import * as fc from "fast-check"
import { ordinaryScenario, type Scenario } from "../../arbitraries/scenario.ts"
import { lifetime, withLifetime } from "../tok/lifetimes.ts"
import { without } from "./refreshOnce.ts"

/** A refresh whose answer may leave out everything but the access token. */
export const scenarioWithSparseAnswer: fc.Arbitrary<Scenario> = fc
  .tuple(ordinaryScenario, fc.subarray(["refresh_token", "scope", "token_type", "user_id"]))
  .map(([scenario, left]) => ({ ...scenario, refreshedToken: without(scenario.refreshedToken, ...left) }))

/** A refresh whose answer gives the lifetime in any form, or leaves it out. */
export const scenarioWithRefreshedLifetime: fc.Arbitrary<Scenario> = fc
  .tuple(ordinaryScenario, lifetime)
  .map(([scenario, given]) => ({
    ...scenario,
    refreshedToken: withLifetime(scenario.refreshedToken, given)
  }))
