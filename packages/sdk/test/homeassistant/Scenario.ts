/** What Home Assistant's own tests expect, asked of this host. */
import { assert } from "@effect/vitest"
import { Effect } from "effect"
import type { Layer, Scope } from "effect"
import { LinkingFlow } from "../../src/index.ts"
import type { FlowResult } from "../../src/index.ts"

/**
 * Holds a test of Home Assistant's by its name (and its case, where it has several), what it is about in our words, and the
 * same asked of this host. `why` says on purpose what differs; without it, this host does the same.
 */
export interface Scenario {
  readonly test: string
  readonly about: string
  readonly why?: string
  readonly run: Effect.Effect<unknown, unknown, Scope.Scope>
}

/** Says what a scenario is about: the test, its content in our words, and why this host differs where it does. */
export type Say = readonly [test: string, about: string, why?: string]

/** Makes a scenario of a program over a host. */
export const scenario =
  <R, E>(layer: Layer.Layer<R, E>) =>
  <A, E2>([test, about, why]: Say, program: Effect.Effect<A, E2, R | Scope.Scope>): Scenario => ({
    test,
    about,
    ...(why === undefined ? {} : { why }),
    run: Effect.scoped(Effect.provide(program, layer, { local: true }))
  })

export const start = LinkingFlow.use((flow) => flow.start({ domain: "acme" }))

/** Makes sure that a flow ends, or continues, as named: by the reason of an abort, or the type of what comes next. */
export const endsAs = (expected: string) => (result: FlowResult) =>
  Effect.sync(() => assert.strictEqual(nameOf(result), expected))

const nameOf = (result: FlowResult): string => {
  if (result.type === "abort") return result.reason
  return result.type === "form" ? result.stepId : result.type
}
