import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import { TestClock } from "effect/testing"
import {
  confirmationLifetime,
  discoverySources,
  LinkedAccounts,
  LinkingFlow,
  linkLifetime
} from "../../src/index.ts"
import type { LinkSource } from "../../src/index.ts"
import { agree, ending, link, makeInstance } from "./Instance.ts"

const start = (source?: LinkSource) => LinkingFlow.use((flow) => flow.start({ domain: "acme", source }))
const confirm = (flowId: string) => LinkingFlow.use((flow) => flow.confirm(flowId))

describe("a re-authentication", () => {
  it.effect("asks for confirmation by the account's title, then sends the user to the provider", () =>
    Effect.gen(function* () {
      const { id, title } = yield* link
      const form = yield* start({ type: "reauth", accountId: id })
      assert.deepInclude(form, { type: "form", stepId: "reauth_confirm", name: title })
      assert.strictEqual((yield* confirm(form.flowId)).type, "external")
      assert.strictEqual((yield* Effect.flip(confirm(form.flowId)))._tag, "FlowNotPending")
    }).pipe(Effect.provide(makeInstance().layer))
  )

  it.effect("that waits is not begun twice", () =>
    Effect.gen(function* () {
      const { id } = yield* link
      const first = yield* start({ type: "reauth", accountId: id })
      assert.deepStrictEqual(yield* start({ type: "reauth", accountId: id }), first)
      assert.strictEqual((yield* LinkingFlow.use((flow) => flow.pending)).length, 1)
    }).pipe(Effect.provide(makeInstance().layer))
  )

  it.effect("waits for a user who comes days later", () =>
    Effect.gen(function* () {
      const { id } = yield* link
      const form = yield* start({ type: "reauth", accountId: id })
      yield* TestClock.adjust(`${confirmationLifetime - 1} seconds`)
      const external = yield* confirm(form.flowId)
      yield* TestClock.adjust(`${linkLifetime - 1} seconds`)
      const result = yield* LinkingFlow.use((flow) => flow.callback(agree(external)))
      assert.strictEqual(ending(result), "reauth_successful")
    }).pipe(Effect.provide(makeInstance().layer))
  )
})

describe("a reconfiguration", () => {
  it.effect("sends the user to the provider at once", () =>
    Effect.gen(function* () {
      const { id } = yield* link
      assert.strictEqual((yield* start({ type: "reconfigure", accountId: id })).type, "external")
    }).pipe(Effect.provide(makeInstance().layer))
  )
})

for (const type of ["reauth", "reconfigure"] as const) {
  it.effect(`a flow of source ${type} does not begin without its account`, () =>
    Effect.gen(function* () {
      const gone = yield* Effect.flip(start({ type, accountId: "gone" }))
      assert.strictEqual(gone._tag, "AccountNotFound")
      const { id: _, ...account } = yield* link
      const elsewhere = yield* LinkedAccounts.use((store) => store.create({ ...account, domain: "other" }))
      const other = yield* Effect.flip(start({ type, accountId: elsewhere.id }))
      assert.strictEqual(other._tag, "AccountNotFound")
    }).pipe(Effect.provide(makeInstance().layer))
  )
}

describe("a discovery", () => {
  it.effect.each(discoverySources)("by %s asks for confirmation, then links as any other flow", (type) =>
    Effect.gen(function* () {
      const form = yield* start({ type })
      assert.deepInclude(form, { type: "form", stepId: "oauth_discovery", name: "acme" })
      const result = yield* LinkingFlow.use((flow) =>
        Effect.flatMap(flow.confirm(form.flowId), (external) => flow.callback(agree(external)))
      )
      assert.strictEqual(result.type, "create_entry")
    }).pipe(Effect.provide(makeInstance().layer))
  )

  it.effect("ends where an account of the integration is linked", () =>
    Effect.gen(function* () {
      yield* link
      assert.strictEqual(ending(yield* start({ type: "zeroconf" })), "already_configured")
    }).pipe(Effect.provide(makeInstance().layer))
  )

  it.effect("ends where another flow of the integration waits", () =>
    Effect.gen(function* () {
      yield* start({ type: "zeroconf" })
      assert.strictEqual(ending(yield* start({ type: "dhcp" })), "already_in_progress")
      yield* TestClock.adjust(`${confirmationLifetime} seconds`)
      assert.strictEqual(ending(yield* start({ type: "dhcp" })), "form")
    }).pipe(Effect.provide(makeInstance().layer))
  )
})

describe("a user's wish", () => {
  it.effect("without a person at hand asks for the implementation though there is one", () =>
    Effect.gen(function* () {
      const flow = yield* LinkingFlow
      const form = yield* flow.start({ domain: "acme", attended: false })
      assert.deepInclude(form, { type: "form", stepId: "pick_implementation" })
      assert.strictEqual((yield* flow.pickImplementation(form.flowId, "acme_id")).type, "external")
    }).pipe(Effect.provide(makeInstance().layer))
  )
})
