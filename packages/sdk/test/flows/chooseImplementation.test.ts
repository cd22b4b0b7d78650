import { assert, describe, it } from "@effect/vitest"
import { Effect, Fiber, Option, Redacted } from "effect"
import { TestClock } from "effect/testing"
import { inspect } from "node:util"
import {
  ClientCredential,
  CredentialStore,
  defineApplicationCredentials,
  LinkingFlow
} from "../../src/index.ts"
import type { ApplicationCredentials, Integration } from "../../src/index.ts"
import { acme, agree, ending, makeInstance, server } from "./Instance.ts"

const start = LinkingFlow.use((flow) => flow.start({ domain: "acme" }))

const credential = (clientId: string) =>
  new ClientCredential({ clientId, clientSecret: Redacted.make("CLIENTSECRET") })

const none = (integration: Partial<Integration> = {}) => makeInstance({ credentials: [], integration })

const yaml = (getClientCredential: ApplicationCredentials["getClientCredential"]) =>
  defineApplicationCredentials({
    getAuthorizationServer: () => Effect.succeed(server),
    ...(getClientCredential === undefined ? {} : { getClientCredential })
  })

const stored = Effect.map(
  CredentialStore.use(({ list }) => list),
  (all) => all.map(({ id, implementationDomain }) => [id, implementationDomain])
)

describe("a flow without a credential", () => {
  it.effect("continues with the credential that the user enters meanwhile", () =>
    Effect.gen(function* () {
      const flow = yield* LinkingFlow
      const { flowId, ...asked } = yield* start
      assert.deepInclude(asked, { type: "abort", reason: "missing_credentials" })
      const external = yield* flow.addCredential(flowId, credential(" mine "))
      const result = yield* flow.callback(agree(external))
      assert.strictEqual(result.flowId, flowId)
      assert.strictEqual(result.type === "create_entry" && result.account.authImplementation, "acme_mine")
    }).pipe(Effect.provide(none().layer))
  )

  it.effect("continues with one that was stored meanwhile by other means", () =>
    Effect.gen(function* () {
      const flow = yield* LinkingFlow
      const { flowId } = yield* start
      assert.strictEqual(ending(yield* flow.repeat(flowId)), "missing_credentials")
      const store = yield* CredentialStore
      yield* store.create({ domain: "acme", credential: credential("one") })
      yield* store.create({ domain: "acme", credential: credential("two") })
      assert.strictEqual((yield* flow.repeat(flowId)).type, "form")
      assert.strictEqual((yield* flow.pickImplementation(flowId, "acme_two")).type, "external")
    }).pipe(Effect.provide(none().layer))
  )

  it.effect("waits on where what the user enters is refused", () =>
    Effect.gen(function* () {
      const flow = yield* LinkingFlow
      const { flowId } = yield* start
      const refused = yield* Effect.flip(flow.addCredential(flowId, credential("  ")))
      assert.strictEqual(refused._tag, "CredentialInvalid")
      assert.strictEqual((yield* flow.addCredential(flowId, credential("mine"))).type, "external")
    }).pipe(Effect.provide(none().layer))
  )

  it.effect("does not ask for one where its integration takes none", () =>
    Effect.gen(function* () {
      const flow = yield* LinkingFlow
      const { flowId, ...result } = yield* start
      assert.deepInclude(result, { type: "abort", reason: "missing_configuration" })
      assert.strictEqual((yield* Effect.flip(flow.repeat(flowId)))._tag, "FlowNotPending")
    }).pipe(Effect.provide(none({ module: undefined }).layer))
  )

  it.effect("imports the one in the user's configuration", () =>
    Effect.gen(function* () {
      assert.strictEqual((yield* start).type, "external")
      assert.strictEqual((yield* start).type, "external")
      assert.deepStrictEqual(yield* stored, [["acme_yaml", "acme"]])
    }).pipe(
      Effect.provide(
        none({
          module: yaml(() => Effect.succeed(Option.some(credential("yaml")))),
          makeCredential: Effect.die("not asked")
        }).layer
      )
    )
  )

  it.effect("has the integration make one, once", () => {
    let made = 0
    const makeCredential = Effect.sync(() => credential(`own ${(made += 1)}`))
    return Effect.gen(function* () {
      assert.strictEqual((yield* start).type, "external")
      assert.strictEqual((yield* start).type, "external")
      assert.deepStrictEqual(yield* stored, [["acme_own_1", "acme"]])
      assert.strictEqual(made, 1)
    }).pipe(Effect.provide(none({ makeCredential }).layer))
  })

  it.effect("has the integration make one for any number of flows at once", () => {
    let made = 0
    const makeCredential = Effect.andThen(
      Effect.yieldNow,
      Effect.sync(() => credential(`own ${(made += 1)}`))
    )
    return Effect.gen(function* () {
      const flows = yield* Effect.replicateEffect(start, 10, { concurrency: "unbounded" })
      assert.deepStrictEqual(new Set(flows.map(({ type }) => type)), new Set(["external"]))
      assert.deepStrictEqual(yield* stored, [["acme_own_1", "acme"]])
    }).pipe(Effect.provide(none({ makeCredential }).layer))
  })

  it.effect("has the integration register a public client, which has no secret", () => {
    const open = new ClientCredential({ clientId: "public", clientSecret: Redacted.make("") })
    return Effect.gen(function* () {
      assert.strictEqual((yield* start).type, "external")
      assert.deepStrictEqual(yield* stored, [["acme_public", "acme"]])
    }).pipe(Effect.provide(none({ makeCredential: Effect.succeed(open) }).layer))
  })

  it.effect("asks the user where the integration takes longer than 30 seconds to make one", () =>
    Effect.gen(function* () {
      const fiber = yield* Effect.forkChild(start, { startImmediately: true })
      yield* TestClock.adjust("29 seconds")
      assert.isUndefined(fiber.pollUnsafe())
      yield* TestClock.adjust("1 second")
      assert.strictEqual(ending(yield* Fiber.join(fiber)), "missing_credentials")
    }).pipe(Effect.provide(none({ makeCredential: Effect.never }).layer))
  )

  it.effect.each([
    ["fails", Effect.fail(new Error("400 for CLIENTSECRET"))],
    ["dies", Effect.die(new Error("400 for CLIENTSECRET"))]
  ] as const)("asks the user where making one %s, and does not repeat why", ([, makeCredential]) => {
    return Effect.gen(function* () {
      const result = yield* start
      assert.strictEqual(ending(result), "missing_credentials")
      assert.strictEqual(result.type === "abort" && result.error?.name, "CredentialUnavailable")
      assert.notInclude(inspect(result, { depth: null, showHidden: true }), "CLIENTSECRET")
      const flow = yield* LinkingFlow
      assert.strictEqual((yield* flow.addCredential(result.flowId, credential("mine"))).type, "external")
    }).pipe(Effect.provide(none({ makeCredential }).layer))
  })

  const complaining = Effect.suspend(() =>
    Effect.fail(new Error(`no ${Redacted.value(credential("yaml").clientSecret)}`))
  )
  it.effect("asks the user where the legacy hook fails, and says so, without repeating why", () =>
    Effect.gen(function* () {
      const result = yield* start
      assert.strictEqual(ending(result), "missing_credentials")
      assert.strictEqual(result.type === "abort" && result.error?.name, "ModuleHookFailed")
    }).pipe(Effect.provide(none({ module: yaml(() => complaining) }).layer))
  )
})

describe("a flow with a credential", () => {
  it.effect("neither imports another nor has one made", () =>
    Effect.gen(function* () {
      assert.strictEqual((yield* start).type, "external")
      assert.deepStrictEqual(yield* stored, [["acme_id", "acme_id"]])
    }).pipe(
      Effect.provide(
        makeInstance({
          integration: {
            module: defineApplicationCredentials({
              ...acme.module,
              getAuthorizationServer: () => Effect.succeed(server),
              getClientCredential: () => Effect.die("not asked")
            }),
            makeCredential: Effect.die("not asked")
          }
        }).layer
      )
    )
  )
})

describe("a flow whose user picked what is gone by now", () => {
  const two = () => makeInstance({ credentials: ["first", "second"] }).layer
  const remove = (id: string) => CredentialStore.use((store) => store.remove(id))
  const pick = (flowId: string) => LinkingFlow.use((flow) => flow.pickImplementation(flowId, "acme_second"))

  it.effect("continues with the one that is left", () =>
    Effect.gen(function* () {
      const form = yield* start
      yield* remove("acme_second")
      const result = yield* pick(form.flowId)
      if (result.type !== "external") return assert.fail(ending(result))
      assert.strictEqual(new URL(result.url).searchParams.get("client_id"), "first")
    }).pipe(Effect.provide(two()))
  )

  it.effect("asks for a credential where none is left, and continues with it", () =>
    Effect.gen(function* () {
      const form = yield* start
      yield* remove("acme_first")
      yield* remove("acme_second")
      assert.strictEqual(ending(yield* pick(form.flowId)), "missing_credentials")
      const added = yield* LinkingFlow.use((flow) => flow.addCredential(form.flowId, credential("third")))
      assert.strictEqual(added.type, "external")
    }).pipe(Effect.provide(two()))
  )
})
