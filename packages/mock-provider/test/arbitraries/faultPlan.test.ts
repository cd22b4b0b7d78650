import { alteringFaultAction, faultPlan } from "@application-credentials/mock-provider/arbitraries"
import { Result } from "effect"
import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { FaultAction, readFaultPlan } from "../../src/index.ts"
import { basicClient, makeHarness } from "../Harness.ts"

describe("an arbitrary plan of faults", () => {
  it("is one that is decoded from its JSON", () => {
    fc.assert(
      fc.property(faultPlan({ endless: true }), (plan) => {
        expect(Result.getOrThrow(readFaultPlan(JSON.parse(JSON.stringify(plan))))).toEqual(plan)
      })
    )
  })

  it("has every action but silence and huge bodies", () => {
    const seen = new Set<string>()
    fc.assert(
      fc.property(faultPlan(), (plan) => {
        for (const { action } of plan) seen.add(action._tag)
      }),
      { numRuns: 500 }
    )
    const all = Object.keys(FaultAction.cases)
    expect(all.filter((tag) => !seen.has(tag)).toSorted()).toEqual(["HugeBody", "NeverAnswers"])
  })

  it("is over in the end", () => {
    fc.assert(
      fc.property(faultPlan(), (plan) => {
        const { provider } = makeHarness({ faults: plan })
        const body = "grant_type=refresh_token"
        const headers = { "content-type": "application/x-www-form-urlencoded" }
        const request = { method: "POST", url: provider.endpoints.token, headers, body }
        for (let call = 0; call < 40; call++) provider.handle(request)
        expect(provider.journal.at(-1)?.fault).toBeUndefined()
      })
    )
  })

  it("never gives a client that is not allowed a code, whatever the provider does with a request", () => {
    fc.assert(
      fc.property(faultPlan({ action: alteringFaultAction() }), (plan) => {
        const { authorize } = makeHarness({
          faults: plan.filter(({ action }) => action._tag !== "CommitThenDrop" && action._tag !== "Slow")
        })
        const response = authorize({ client_id: basicClient.clientId, redirect_uri: "https://evil.example/" })
        expect(response.status).toBe(400)
        expect(response.headers).not.toHaveProperty("location")
      })
    )
  })
})
