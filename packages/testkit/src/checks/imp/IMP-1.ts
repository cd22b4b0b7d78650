import { Effect } from "effect"
import { anotherScenario } from "../../arbitraries/anotherScenario.ts"
import { ordinaryScenario } from "../../arbitraries/scenario.ts"
import { memberOf } from "../../subject/members.ts"
import { property } from "../Check.ts"
import { Inconclusive, Violated } from "../Finding.ts"
import { implementationsOf } from "./implementationsOf.ts"

/** Its `domain` is the `auth_domain` it was made for, for any two distinct credentials. */
export const check = property(
  "IMP-1",
  ordinaryScenario,
  Effect.fnUntraced(function* (scenario, world) {
    const scenarios = [scenario, anotherScenario(scenario)]
    const domains = (yield* implementationsOf(scenarios, world)).map((made) => memberOf(made, "domain"))
    if (domains.every((domain, index) => domain === scenarios[index]?.authDomain)) return
    const [first, second] = domains
    if (first === undefined || first === null) {
      return yield* new Inconclusive({ message: "the implementation shows no domain (see MOD-4)" })
    }
    return yield* new Violated({
      message:
        first === second
          ? "two implementations made for different auth domains have the same domain: one hides the other"
          : "the implementation's domain is not the auth domain that it was made for"
    })
  })
)
