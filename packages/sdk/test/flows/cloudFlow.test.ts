import { assert, describe, it } from "@effect/vitest"
import { Effect, Fiber, Redacted } from "effect"
import { TestClock } from "effect/testing"
import { inspect } from "node:util"
import { LinkedAccounts, LinkingFlow, linkLifetime, OAuth2Session } from "../../src/index.ts"
import { layerInstance, makeCloud } from "../SimulatedCloud.ts"
import { ending } from "./Instance.ts"

const start = LinkingFlow.use((flow) => flow.start({ domain: "acme" }))

const sentTo = Effect.map(start, (result) =>
  result.type === "external" ? result : assert.fail(`the user is not sent anywhere: ${ending(result)}`)
)

describe("a flow through the cloud", () => {
  it.effect("ends by itself when the user has authorized there, and the account refreshes there", () => {
    const cloud = makeCloud()
    return Effect.gen(function* () {
      const flow = yield* LinkingFlow
      const { flowId, url } = yield* sentTo
      const waiting = yield* Effect.forkChild(flow.delivered(flowId))
      yield* TestClock.adjust("9 minutes")
      yield* cloud.visit(url)
      const result = yield* Fiber.join(waiting)
      if (result.type !== "create_entry") return assert.fail(`no account was made: ${ending(result)}`)
      assert.strictEqual(result.title, "Home Assistant Cloud")
      assert.strictEqual(result.account.authImplementation, "cloud")
      const { validToken } = yield* OAuth2Session
      yield* TestClock.adjust("1 hour")
      const renewed = yield* validToken(result.account.id)
      assert.notStrictEqual(
        Redacted.value(renewed.accessToken),
        Redacted.value(result.account.token.accessToken)
      )
    }).pipe(Effect.provide(layerInstance(cloud)))
  })

  it.effect("needs no URL of the host's own", () => {
    const cloud = makeCloud()
    return Effect.gen(function* () {
      yield* cloud.visit((yield* sentTo).url)
    }).pipe(Effect.provide(layerInstance(cloud, { host: { externalUrl: undefined } })))
  })

  it.effect("is offered first, and leaves the user the choice", () =>
    Effect.gen(function* () {
      const flow = yield* LinkingFlow
      const form = yield* start
      if (form.type !== "form" || form.stepId !== "pick_implementation") return assert.fail("no choice")
      assert.deepStrictEqual(form.options, [
        { domain: "cloud", name: "Home Assistant Cloud" },
        { domain: "acme_mine", name: "mine" }
      ])
      const own = yield* flow.pickImplementation(form.flowId, "acme_mine")
      assert.match(own.type === "external" ? own.url : "", /^https:\/\/provider\.example\/authorize/)
    }).pipe(Effect.provide(layerInstance(makeCloud(), { credentials: ["mine"] })))
  )

  it.effect("ends where the user refuses, or takes too long, and shows no secret", () => {
    const cloud = makeCloud({ consent: "deny" })
    return Effect.gen(function* () {
      const flow = yield* LinkingFlow
      const refused = yield* sentTo
      yield* cloud.visit(refused.url)
      assert.strictEqual(ending(yield* flow.delivered(refused.flowId)), "user_rejected_authorize")
      const late = yield* sentTo
      yield* TestClock.adjust(`${linkLifetime} seconds`)
      const result = yield* flow.delivered(late.flowId)
      assert.strictEqual(ending(result), "oauth_timeout")
      assert.notInclude(inspect(result, { depth: null }), late.url)
      assert.deepStrictEqual(yield* LinkedAccounts.use(({ list }) => list), [])
    }).pipe(Effect.provide(layerInstance(cloud)))
  })

  it.effect("aborts where the cloud is away and there is nothing else", () => {
    const faults = [{ match: { message: "authorizeUrl" }, action: { _tag: "ConnectionClosed" } }] as const
    return Effect.gen(function* () {
      assert.strictEqual(ending(yield* start), "oauth_implementation_unavailable")
    }).pipe(Effect.provide(layerInstance(makeCloud({ faults }))))
  })
})
