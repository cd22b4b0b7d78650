import { assert, describe, it } from "@effect/vitest"
import { Deferred, Effect, Fiber, Redacted } from "effect"
import { TestClock } from "effect/testing"
import { inspect } from "node:util"
import {
  AuthorizationUrlUnavailable,
  CredentialStore,
  defineApplicationCredentials,
  Implementations,
  ImplementationUnavailable,
  LinkedAccounts,
  LinkingFlow,
  localImplementation,
  overrideImplementation
} from "../../src/index.ts"
import type { OAuth2Implementation } from "../../src/index.ts"
import { json } from "../Provider.ts"
import { agree, ending, link, makeInstance, server } from "./Instance.ts"

const start = LinkingFlow.use((flow) => flow.start({ domain: "acme" }))

const withImplementation = (change: (base: OAuth2Implementation) => Partial<OAuth2Implementation>) => ({
  module: defineApplicationCredentials({
    getAuthImplementation: (_, domain, credential) =>
      Effect.succeed(overrideImplementation(localImplementation({ domain, credential, server }), change))
  })
})

describe("LinkingFlow", () => {
  const whole = makeInstance()
  it.effect("links an account from start to stored token", () =>
    Effect.gen(function* () {
      const account = yield* link
      assert.strictEqual(account.title, "id")
      assert.strictEqual(account.authImplementation, "acme_id")
      assert.strictEqual(Redacted.value(account.token.accessToken), "ACCESSTOKEN1")
      assert.deepStrictEqual(yield* LinkedAccounts.use(({ list }) => list), [account])
      const redirectUri = "https://home.example/auth/external/callback"
      assert.deepStrictEqual(
        whole.seen.map(({ form }) => form.get("redirect_uri")),
        [redirectUri]
      )
    }).pipe(Effect.provide(whole.layer))
  )

  it.effect("sends the user to a URL that every browser and proxy takes", () =>
    Effect.gen(function* () {
      const result = yield* start
      if (result.type !== "external") return assert.fail("the user is not sent to the provider")
      assert.isBelow(result.url.length, 2_048)
      const redirectUri = "https://home.example/auth/external/callback"
      assert.strictEqual(new URL(result.url).searchParams.get("redirect_uri"), redirectUri)
    }).pipe(Effect.provide(makeInstance().layer))
  )

  it.effect("asks which implementation where there are several", () =>
    Effect.gen(function* () {
      const flow = yield* LinkingFlow
      const form = yield* start
      if (form.type !== "form" || form.stepId !== "pick_implementation") return assert.fail("no form")
      assert.deepStrictEqual(form.options, [
        { domain: "acme_one", name: "one" },
        { domain: "acme_two", name: "two" }
      ])
      assert.deepStrictEqual(yield* flow.pickImplementation(form.flowId, "acme_three"), form)
      const external = yield* flow.pickImplementation(form.flowId, "acme_two")
      const again = yield* Effect.flip(flow.pickImplementation(form.flowId, "acme_one"))
      assert.strictEqual(again._tag, "FlowNotPending")
      const result = yield* flow.callback(agree(external))
      assert.strictEqual(result.type === "create_entry" && result.account.authImplementation, "acme_two")
    }).pipe(Effect.provide(makeInstance({ credentials: ["one", "two"] }).layer))
  )

  it.effect("keeps flows apart that run at once, in any order of callbacks", () =>
    Effect.gen(function* () {
      const flow = yield* LinkingFlow
      const flows = yield* Effect.replicateEffect(start, 5)
      const results = yield* Effect.forEach(flows.toReversed(), (result) => flow.callback(agree(result)))
      assert.deepStrictEqual(
        results.map(ending),
        Array.from({ length: 5 }, () => "create_entry")
      )
    }).pipe(Effect.provide(makeInstance().layer))
  )

  describe("aborts before the user leaves", () => {
    const before: ReadonlyArray<[string, Parameters<typeof makeInstance>[0]]> = [
      ["missing_credentials", { credentials: [] }],
      ["missing_configuration", { credentials: [], integration: { domain: "other" } }],
      ["no_url_available", { host: { externalUrl: undefined } }],
      [
        "no_url_available",
        {
          integration: withImplementation((base) => ({
            authorize: () =>
              Effect.fail(new AuthorizationUrlUnavailable({ domain: base.domain, message: "no region" }))
          }))
        }
      ],
      [
        "missing_configuration",
        {
          integration: {
            module: defineApplicationCredentials({ getAuthorizationServer: () => Effect.fail(new Error()) })
          }
        }
      ]
    ]
    it.effect.each(before)("with %s", ([reason, options]) =>
      Effect.gen(function* () {
        assert.strictEqual(ending(yield* start), reason)
      }).pipe(Effect.provide(makeInstance(options).layer))
    )

    it.effect("with authorize_url_timeout after 30 seconds", () => {
      // The state is signed in real time, so that the clock may move only once the URL is being made.
      const asked = Deferred.makeUnsafe<void>()
      const authorize = () => Effect.andThen(Deferred.succeed(asked, undefined), Effect.never)
      return Effect.gen(function* () {
        const fiber = yield* Effect.forkChild(start)
        yield* Deferred.await(asked)
        yield* TestClock.adjust("29 seconds")
        assert.isUndefined(fiber.pollUnsafe())
        yield* TestClock.adjust("1 second")
        assert.strictEqual(ending(yield* Fiber.join(fiber)), "authorize_url_timeout")
      }).pipe(Effect.provide(makeInstance({ integration: withImplementation(() => ({ authorize })) }).layer))
    })

    it.effect("with oauth_implementation_unavailable where the only provider is away", () =>
      Effect.gen(function* () {
        const implementations = yield* Implementations
        const away = new ImplementationUnavailable({ domain: "acme", message: "away" })
        yield* implementations.register("cloud", () => Effect.fail(away))
        assert.strictEqual(ending(yield* start), "oauth_implementation_unavailable")
      }).pipe(Effect.provide(makeInstance({ credentials: [] }).layer))
    )

    it.effect("but not where another provider is there", () =>
      Effect.gen(function* () {
        const implementations = yield* Implementations
        const away = new ImplementationUnavailable({ domain: "acme", message: "away" })
        yield* implementations.register("cloud", () => Effect.fail(away))
        assert.strictEqual(ending(yield* start), "external")
      }).pipe(Effect.provide(makeInstance().layer))
    )
  })

  describe("aborts after the callback", () => {
    const body = (members: object) => () => json({ access_token: "ACCESSTOKEN", ...members })
    const after: ReadonlyArray<[string, string, () => Response | Promise<Response>]> = [
      ["oauth_unauthorized", "a 400", () => json({ error: "invalid_grant" }, { status: 400 })],
      ["oauth_unauthorized", "an error in a 200", body({ error: "bad_verification_code" })],
      ["oauth_failed", "a 500", () => json({}, { status: 500 })],
      ["oauth_failed", "a 429", () => json({}, { status: 429 })],
      ["oauth_failed", "HTML", () => new Response("<html></html>")],
      ["oauth_failed", "a failed connection", () => Promise.reject(new TypeError("reset"))],
      ["oauth_failed", "a redirect", () => new Response(null, { status: 302, headers: { location: "/" } })],
      ["oauth_error", "an expires_in that is no number", body({ expires_in: "soon" })]
    ]
    it.effect.each(after)("with %s on %s, without showing a secret", ([reason, , answer]) => {
      const { layer, seen } = makeInstance({ answer })
      return Effect.gen(function* () {
        const query = agree(yield* start)
        const result = yield* LinkingFlow.use((flow) => flow.callback(query))
        assert.strictEqual(ending(result), reason)
        assert.strictEqual(seen.length, 1)
        const shown = inspect(result, { depth: null, showHidden: true }) + JSON.stringify(result)
        const verifier = seen[0]?.form.get("code_verifier") ?? ""
        for (const secret of ["CLIENTSECRET", query.get("code") ?? "", verifier])
          assert.notInclude(shown, secret)
        assert.deepStrictEqual(yield* LinkedAccounts.use(({ list }) => list), [])
      }).pipe(Effect.provide(layer))
    })

    it.effect("with oauth_timeout after 30 seconds", () => {
      const asked = Deferred.makeUnsafe<void>()
      const answer = () => {
        Deferred.doneUnsafe(asked, Effect.void)
        return new Promise<never>(() => {})
      }
      return Effect.gen(function* () {
        const query = agree(yield* start)
        const fiber = yield* Effect.forkChild(LinkingFlow.use((flow) => flow.callback(query)))
        yield* Deferred.await(asked)
        yield* TestClock.adjust("30 seconds")
        assert.strictEqual(ending(yield* Fiber.join(fiber)), "oauth_timeout")
      }).pipe(Effect.provide(makeInstance({ answer }).layer))
    })

    const rejected = makeInstance()
    it.effect("with user_rejected_authorize where the user says no", () =>
      Effect.gen(function* () {
        const flow = yield* LinkingFlow
        const query = agree(yield* start)
        query.delete("code")
        query.set("error", "access_denied")
        const result = yield* flow.callback(query)
        assert.strictEqual(ending(result), "user_rejected_authorize")
        assert.include(result.type === "abort" && result.error?.message, "(access_denied)")
        assert.strictEqual(rejected.seen.length, 0)
      }).pipe(Effect.provide(rejected.layer))
    )

    it.effect("with oauth_implementation_unavailable where the credential is gone", () =>
      Effect.gen(function* () {
        const flow = yield* LinkingFlow
        const query = agree(yield* start)
        yield* CredentialStore.use((store) => store.remove("acme_id"))
        assert.strictEqual(ending(yield* flow.callback(query)), "oauth_implementation_unavailable")
      }).pipe(Effect.provide(makeInstance().layer))
    )
  })
})
