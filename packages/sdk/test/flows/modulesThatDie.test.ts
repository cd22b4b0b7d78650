import { assert, describe, it } from "@effect/vitest"
import { Cause, Deferred, Effect, Exit, Fiber, Layer, Logger, Redacted } from "effect"
import { TestClock } from "effect/testing"
import * as fc from "fast-check"
import {
  ClientCredential,
  defineApplicationCredentials,
  LinkedAccounts,
  LinkingFlow,
  localImplementation,
  OAuth2Session,
  overrideImplementation,
  removeAccount,
  Token
} from "../../src/index.ts"
import type { AuthorizationRequest, FlowResult, Integration, OAuth2Implementation } from "../../src/index.ts"
import { listeningLogger } from "../canaries/effects.ts"
import { byTheClock, deaths, deathsOf } from "../deaths.ts"
import type { Death } from "../deaths.ts"
import { takeDown } from "../telemetry.ts"
import { acme, agree, ending, makeInstance, server } from "./Instance.ts"

/** Does what it is given, or dies in place of that. */
type Act = <A, E, R>(sound: Effect.Effect<A, E, R>) => Effect.Effect<A, E, R>

type Breaks = (act: Act) => Partial<Integration>

const token = new Token({
  accessToken: Redacted.make("ACCESSTOKEN"),
  refreshToken: Redacted.make("REFRESHTOKEN"),
  tokenType: "Bearer",
  expiresIn: 3_600,
  expiresAt: 3_600
})

const own = new ClientCredential({ clientId: "own", clientSecret: Redacted.make("CLIENTSECRET") })

const onDevice = {
  deviceCode: Redacted.make("DEVICECODE"),
  userCode: "WDJB-MJHT",
  verificationUri: "https://provider.example/device",
  expiresAt: 1_800,
  interval: 5
}

/** An implementation that is the local one but for some methods. */
const withMethods = (methods: (base: OAuth2Implementation) => Partial<OAuth2Implementation>) => ({
  module: defineApplicationCredentials({
    getAuthImplementation: (_, domain, credential) =>
      Effect.succeed(
        overrideImplementation(localImplementation({ domain, credential, server, pkce: true }), methods)
      )
  })
})

interface Part {
  readonly name: string
  readonly breaks: Breaks
  readonly reason: string
  /** How the flow ends where the part takes too long. */
  readonly late: string
  readonly device?: boolean
}

const parts: ReadonlyArray<Part> = [
  {
    name: "authorize",
    breaks: (act) => withMethods((base) => ({ authorize: (options) => act(base.authorize(options)) })),
    reason: "oauth_failed",
    late: "authorize_url_timeout"
  },
  {
    name: "exchange",
    breaks: (act) => withMethods((base) => ({ exchange: (grant) => act(base.exchange(grant)) })),
    reason: "oauth_failed",
    late: "oauth_timeout"
  },
  {
    name: "delivery",
    breaks: (act) =>
      withMethods(() => ({
        authorize: () =>
          Effect.succeed({
            url: "https://acme.test",
            delivery: Effect.suspend(() => act(Effect.succeed(token)))
          })
      })),
    reason: "oauth_failed",
    late: "oauth_timeout"
  },
  {
    name: "authorizeDevice",
    breaks: (act) =>
      withMethods(() => ({
        deviceFlow: {
          authorize: Effect.suspend(() => act(Effect.succeed(onDevice))),
          exchange: () => Effect.succeed(token)
        }
      })),
    reason: "oauth_failed",
    late: "authorize_url_timeout",
    device: true
  },
  {
    name: "exchangeDevice",
    breaks: (act) =>
      withMethods(() => ({
        deviceFlow: { authorize: Effect.succeed(onDevice), exchange: () => act(Effect.succeed(token)) }
      })),
    reason: "oauth_failed",
    late: "oauth_failed",
    device: true
  },
  {
    name: "getAuthImplementation",
    breaks: (act) => ({
      module: defineApplicationCredentials({
        getAuthImplementation: (_, domain, credential) =>
          act(Effect.succeed(localImplementation({ domain, credential, server, pkce: true })))
      })
    }),
    reason: "missing_configuration",
    late: "missing_configuration"
  },
  {
    name: "identify",
    breaks: (act) => ({ identify: () => act(Effect.succeed({ uniqueId: "ada" })) }),
    reason: "oauth_failed",
    late: "oauth_timeout"
  }
]

/** Goes through a flow to its end. */
const goThrough = (device = false) =>
  Effect.gen(function* () {
    const flow = yield* LinkingFlow
    const started = yield* flow.start({ domain: "acme", device })
    if (started.type === "abort") return started
    const [waiting] = yield* flow.pending
    if (waiting?.step.id === "auth") return yield* flow.callback(agree(started))
    yield* TestClock.adjust(`${onDevice.interval} seconds`)
    return yield* flow.delivered(started.flowId)
  })

/** An instance with a part that dies until it is fixed. Time goes by while it does not end. */
const makeDying = (breaks: Breaks, death: Death, cause: unknown, credentials = ["id"]) => {
  let isBroken = true
  let isHanging = false
  const act: Act = (sound) => {
    if (!isBroken) return sound
    isHanging = death.reason === "timeout"
    return death.run(cause)
  }
  const fix = () => {
    isBroken = false
    isHanging = false
  }
  const { layer } = makeInstance({ credentials, integration: breaks(act) })
  const quiet = Layer.mergeAll(TestClock.layer(), Logger.layer([listeningLogger]))
  return {
    layer: Layer.fresh(layer).pipe(Layer.provideMerge(quiet)),
    fix,
    end: <A, E, R>(effect: Effect.Effect<A, E, R>) => byTheClock(effect, () => isHanging)
  }
}

const errorOf = (result: FlowResult) => (result.type === "abort" ? result.error : undefined)

const part = fc.constantFrom(...parts)
// What an integration has beside its module is not given the credential.
const ofModule = fc.constantFrom(...parts.filter(({ name }) => name !== "identify"))
const anything = fc.constantFrom<unknown>(
  new Error("broken"),
  "broken",
  undefined,
  null,
  0,
  Symbol("s"),
  {},
  { message: 1 },
  Object.create(null),
  new Error(undefined, { cause: new Error("broken") })
)

describe("a flow whose module breaks the contract", () => {
  it("always ends with an abort that says why, and leaves nothing behind", async () => {
    await fc.assert(
      fc.asyncProperty(part, fc.constantFrom(...deaths), anything, async (part, death, cause) => {
        const { end, layer, fix } = makeDying(part.breaks, death, cause)
        await Effect.gen(function* () {
          const flow = yield* LinkingFlow
          const result = yield* end(goThrough(part.device))
          assert.strictEqual(ending(result), death.reason === "timeout" ? part.late : part.reason)
          if (death.reason !== "timeout") assert.instanceOf(errorOf(result), Error)
          assert.deepStrictEqual(yield* flow.pending, [])
          assert.deepStrictEqual(yield* LinkedAccounts.use(({ list }) => list), [])
          fix()
          const fixed = yield* end(goThrough(part.device))
          assert.strictEqual(ending(fixed), "create_entry", errorOf(fixed)?.message)
        }).pipe(Effect.provide(layer), Effect.runPromise)
      }),
      { numRuns: 200 }
    )
  })

  it("always tells the cause, to the log too, and never a secret", async () => {
    const told = fc.constantFrom("is broken by CLIENTSECRET", "CLIENTSECRET: is broken by CLIENTSECRET")
    await fc.assert(
      fc.asyncProperty(ofModule, fc.constantFrom(...deathsOf), told, async (part, death, message) => {
        const { end, layer } = makeDying(part.breaks, death, new Error(message))
        await Effect.gen(function* () {
          const ended = yield* Deferred.make<FlowResult>()
          const through = Effect.tap(end(goThrough(part.device)), (result) => Deferred.succeed(ended, result))
          const { logs } = yield* takeDown(through)
          assert.include(errorOf(yield* Deferred.await(ended))?.message, "is broken by <redacted>")
          const [death] = logs.filter(({ level }) => level === "Error")
          assert.include(String(death?.annotations["module.cause"]), "is broken by <redacted>")
        }).pipe(Effect.provide(layer), Effect.runPromise)
      }),
      { numRuns: 50 }
    )
  })
})

describe("an account whose module breaks the contract", () => {
  const refreshing: Breaks = (act) =>
    withMethods(() => ({
      refresh: (expired) =>
        Redacted.value(expired.accessToken) === "SOUNDTOKEN"
          ? Effect.succeed(token)
          : act(Effect.succeed(token))
    }))

  const create = (title: string) =>
    LinkedAccounts.use(({ create }) =>
      create({
        domain: "acme",
        title,
        authImplementation: "acme_id",
        token: new Token({ ...token, accessToken: Redacted.make(`${title}TOKEN`), expiresAt: 0 })
      })
    )

  it("always tells its callers, holds up no other account, and is refreshed once the module is fixed", async () => {
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...deaths), anything, async (death, cause) => {
        const { end, layer, fix } = makeDying(refreshing, death, cause)
        await Effect.gen(function* () {
          const { validToken } = yield* OAuth2Session
          const [dying, sound] = [yield* create("DYING"), yield* create("SOUND")]
          const callers = yield* Effect.forkChild(
            end(
              Effect.all(
                [dying, dying].map(({ id }) => Effect.flip(validToken(id))),
                { concurrency: 2 }
              )
            )
          )
          assert.deepStrictEqual(yield* validToken(sound.id), token)
          for (const error of yield* Fiber.join(callers)) {
            if (error._tag !== "ImplementationFailed") return assert.fail(error._tag)
            assert.deepInclude(error, { domain: "acme_id", method: "refresh", reason: death.reason })
          }
          assert.deepStrictEqual(yield* LinkingFlow.use(({ pending }) => pending), [])
          fix()
          assert.deepStrictEqual(yield* end(validToken(dying.id)), token)
        }).pipe(Effect.provide(layer), Effect.runPromise)
      }),
      { numRuns: 100 }
    )
  })

  it("is always removed, and the removal says what became of the token", async () => {
    const revoking: Breaks = (act) => withMethods(() => ({ revoke: () => act(Effect.void) }))
    // A revocation may give whatever it likes.
    const ways = deaths.filter(({ reason }) => reason !== "unusable")
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...ways), anything, async (death, cause) => {
        const { end, layer } = makeDying(revoking, death, cause)
        await Effect.gen(function* () {
          const { id } = yield* create("OTHER")
          const { revocation } = yield* end(removeAccount(id))
          if (revocation.type !== "failed") return assert.fail(revocation.type)
          assert.deepInclude(revocation.error, { _tag: "ImplementationFailed", reason: death.reason })
          assert.deepStrictEqual(yield* LinkedAccounts.use(({ list }) => list), [])
        }).pipe(Effect.provide(layer), Effect.runPromise)
      }),
      { numRuns: 50 }
    )
  })
})

describe("a flow whose integration cannot make its credential", () => {
  const making: ReadonlyArray<Breaks> = [
    (act) => ({ ...acme, makeCredential: Effect.suspend(() => act(Effect.succeed(own))) }),
    (act) => ({
      module: defineApplicationCredentials({
        getAuthorizationServer: () => Effect.succeed(server),
        getClientCredential: () => act(Effect.succeedSome(own))
      })
    })
  ]

  it("always asks the user for one, says why, and continues once the integration is fixed", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...making),
        fc.constantFrom(...deaths),
        anything,
        async (breaks, death, cause) => {
          const { end, layer, fix } = makeDying(breaks, death, cause, [])
          await Effect.gen(function* () {
            const flow = yield* LinkingFlow
            const asked = yield* end(flow.start({ domain: "acme" }))
            assert.strictEqual(ending(asked), "missing_credentials")
            assert.instanceOf(errorOf(asked), Error)
            fix()
            assert.strictEqual((yield* flow.repeat(asked.flowId)).type, "external")
          }).pipe(Effect.provide(layer), Effect.runPromise)
        }
      ),
      { numRuns: 50 }
    )
  })
})

describe("whoever goes away while a module does not end", () => {
  const hanging = deaths.filter(({ reason }) => reason === "timeout")
  it.effect.each(hanging)("is interrupted, and leaves the flow where it was: it $name", (death) => {
    const asked = Deferred.makeUnsafe<void>()
    const integration = withMethods(() => ({
      authorize: () =>
        Effect.andThen(Deferred.succeed(asked, undefined), death.run<AuthorizationRequest, never>(undefined))
    }))
    return Effect.gen(function* () {
      const flow = yield* LinkingFlow
      const { flowId } = yield* flow.start({ domain: "acme" })
      const fiber = yield* Effect.forkChild(flow.pickImplementation(flowId, "acme_one"))
      yield* Deferred.await(asked)
      yield* Fiber.interrupt(fiber)
      const exit = yield* Fiber.await(fiber)
      assert.isTrue(Exit.isFailure(exit) && Cause.hasInterruptsOnly(exit.cause))
      assert.deepStrictEqual(
        (yield* flow.pending).map(({ step }) => step.id),
        ["pick_implementation"]
      )
    }).pipe(Effect.provide(makeInstance({ credentials: ["one", "two"], integration }).layer))
  })
})
