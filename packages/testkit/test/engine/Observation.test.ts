import { it } from "@effect/vitest"
import { Effect } from "effect"
import * as fc from "fast-check"
import { describe, expect } from "vitest"
import { ordinaryScenario, type Scenario } from "../../src/arbitraries/scenario.ts"
import { makeObserver } from "../../src/engine/Observation.ts"
import { moduleSource } from "../../src/engine/HostTwin.ts"
import type { RunScript } from "../../src/engine/batchScripts.ts"
import type { Outcome } from "../../src/subject/Protocol.ts"

const trace = { logs: [], activity: [], standIns: [] }
const scenarios: ReadonlyArray<Scenario> = fc.sample(ordinaryScenario, { seed: 1, numRuns: 1 })

/** Runs a script in which each step gives its own name, and sends one request. */
const makeRunner = () => {
  const ran: Array<ReadonlyArray<string>> = []
  const runScript: RunScript = ({ steps }) =>
    Effect.sync(() => {
      ran.push(steps.map(({ _tag }) => _tag))
      return {
        outcomes: steps.map(({ _tag }): Outcome => ({ _tag: "returned", value: _tag, trace })),
        requests: steps.map(({ _tag }, index) => ({
          step: index,
          wire: { method: "POST", url: `https://acme.io/${_tag}`, headers: {}, body: "" }
        }))
      }
    })
  return { runScript, ran }
}

describe("observing a scenario", () => {
  it.effect("runs as much as is asked for, once, and gives outcomes and requests by their step", () =>
    Effect.gen(function* () {
      const { runScript, ran } = makeRunner()
      const observe = makeObserver(runScript, moduleSource)
      const [scenario] = scenarios
      if (scenario === undefined) return expect.unreachable()
      const refresh = yield* observe(scenario, "refresh")
      const exchange = yield* observe(scenario, "exchange")
      const linking = yield* observe(scenario)
      expect(ran).toEqual([
        ["getAuthImplementation", "refresh"],
        ["getAuthImplementation", "authorize", "exchange"],
        ["getAuthImplementation", "authorize", "exchange", "refresh"]
      ])
      expect(refresh.outcomes).toMatchObject({ refresh: { value: "refresh" } })
      expect(refresh.outcomes.exchange).toBeUndefined()
      expect(exchange.requests.exchange?.map(({ url }) => url)).toEqual(["https://acme.io/exchange"])
      expect(exchange.requests.refresh).toBeUndefined()
      expect(yield* observe(scenario, "refresh")).toBe(refresh)
      expect(yield* observe(scenario, "exchange")).toBe(exchange)
      expect(yield* observe(scenario)).toBe(linking)
      expect(ran).toHaveLength(3)
    })
  )
})
