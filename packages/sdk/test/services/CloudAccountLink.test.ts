import { assert, describe, expectTypeOf, it } from "@effect/vitest"
import { Effect, Exit, Fiber, Layer, Redacted, Scope } from "effect"
import { TestClock } from "effect/testing"
import { inspect } from "node:util"
import { CloudAccountLink, linkLifetime } from "../../src/index.ts"
import type { AuthorizeError, ImplementationUnavailable, Token, TokenRequestError } from "../../src/index.ts"
import { makeCloud } from "../SimulatedCloud.ts"
import { until } from "../until.ts"

const listed = CloudAccountLink.use(({ services }) => services)
const authorize = (service = "acme") => CloudAccountLink.use((cloud) => cloud.authorize(service))
const refresh = (token: string, service = "acme") =>
  CloudAccountLink.use((cloud) => cloud.refresh(service, Redacted.make(token)))

const delivered = (request: Effect.Success<ReturnType<typeof authorize>>) =>
  request.delivery ?? assert.fail("nothing will be delivered")

describe("CloudAccountLink", () => {
  it("fails in ways that the port knows", () => {
    type Cloud = CloudAccountLink["Service"]
    expectTypeOf<Effect.Error<Cloud["services"]>>().toEqualTypeOf<ImplementationUnavailable>()
    expectTypeOf<Effect.Error<ReturnType<Cloud["authorize"]>>>().toEqualTypeOf<AuthorizeError>()
    expectTypeOf<Effect.Error<ReturnType<Cloud["refresh"]>>>().toEqualTypeOf<TokenRequestError>()
  })

  describe("services", () => {
    const cloud = makeCloud({
      services: [
        { service: "acme", minVersion: "2023.1.0" },
        { service: "closed", minVersion: "2023.1.0", acceptsNewAuthorizations: false }
      ]
    })
    const asked = () => cloud.server.journal.filter((entry) => entry._tag === "Request").length
    it.effect("are good for an hour, and asked for once by any number of callers", () =>
      Effect.gen(function* () {
        const [services] = yield* Effect.all(
          Array.from({ length: 10 }, () => listed),
          {
            concurrency: "unbounded"
          }
        )
        assert.deepStrictEqual(
          services?.map(({ acceptsNewAuthorizations, minVersion, service }) => [
            service,
            minVersion,
            acceptsNewAuthorizations
          ]),
          [
            ["acme", "2023.1.0", true],
            ["closed", "2023.1.0", false]
          ]
        )
        yield* TestClock.adjust("59 minutes")
        yield* listed
        assert.strictEqual(asked(), 1)
        yield* TestClock.adjust("1 minute")
        yield* listed
        assert.strictEqual(asked(), 2)
      }).pipe(Effect.provide(cloud.layer))
    )

    it.effect.each([
      { _tag: "Status", status: 500 },
      { _tag: "Html" },
      { _tag: "Empty" },
      { _tag: "Respond", status: 200, body: '[{"service":"acme"}]' },
      { _tag: "Redirect", location: "https://elsewhere.test" },
      { _tag: "ConnectionFailure" },
      { _tag: "HugeBody" }
    ] as const)("are unavailable after %o, which is not remembered", (action) => {
      const { layer } = makeCloud({ faults: [{ match: { endpoint: "services" }, nth: 1, action }] })
      return Effect.gen(function* () {
        assert.strictEqual((yield* Effect.flip(listed))._tag, "ImplementationUnavailable")
        assert.strictEqual((yield* listed).length, 1)
      }).pipe(Effect.provide(layer))
    })
  })

  describe("authorize", () => {
    it.effect("gives the URL first, and later the token, to everyone who waits", () => {
      const cloud = makeCloud()
      return Effect.gen(function* () {
        yield* TestClock.setTime(5_000_000)
        const request = yield* authorize()
        assert.match(request.url, /^https:\/\/account-link\.test\/authorize\//)
        const waiting = yield* Effect.forkChild(delivered(request))
        yield* TestClock.adjust("9 minutes")
        assert.isUndefined(waiting.pollUnsafe())
        yield* cloud.visit(request.url)
        const token = yield* Fiber.join(waiting)
        assert.strictEqual(token.expiresAt, 5_000 + 540 + 3_600)
        assert.deepStrictEqual(Redacted.value(token.extra), { service: "acme" })
        yield* TestClock.adjust("1 hour")
        assert.strictEqual(yield* delivered(request), token)
      }).pipe(Effect.provide(cloud.layer))
    })

    it.effect("keeps flows apart", () => {
      const cloud = makeCloud()
      return Effect.gen(function* () {
        const [one, other] = [yield* authorize(), yield* authorize()]
        yield* cloud.visit(other.url)
        const token = yield* delivered(other)
        yield* cloud.visit(one.url)
        const access = ({ accessToken }: Token) => Redacted.value(accessToken)
        assert.notStrictEqual(access(yield* delivered(one)), access(token))
      }).pipe(Effect.provide(cloud.layer))
    })

    it.effect("says that the cloud does not link this", () => {
      const cloud = makeCloud()
      return Effect.gen(function* () {
        assert.strictEqual((yield* Effect.flip(authorize("nobody")))._tag, "AuthorizationUrlUnavailable")
      }).pipe(Effect.provide(cloud.layer))
    })

    const urls = [
      ["ImplementationUnavailable", { _tag: "Error", error: "unavailable" }],
      ["ImplementationUnavailable", { _tag: "ConnectionClosed" }],
      ["ImplementationUnavailable", { _tag: "Message", text: "<html></html>" }],
      ["ImplementationUnavailable", { _tag: "Message", text: "null" }],
      ["ImplementationUnavailable", { _tag: "Message", text: '{"tokens":{"access_token":"ACCESSTOKEN"}}' }],
      ["AuthorizationServerInvalid", { _tag: "Message", text: '{"authorize_url":"javascript:alert(1)"}' }],
      ["AuthorizationServerInvalid", { _tag: "Message", text: '{"authorize_url":"http://plain.test"}' }]
    ] as const
    it.effect.each(urls)("fails with %s where it gets %o, and hangs up", ([expected, action]) => {
      const cloud = makeCloud({ faults: [{ match: { message: "authorizeUrl" }, action }] })
      return Effect.gen(function* () {
        assert.strictEqual((yield* Effect.flip(authorize()))._tag, expected)
        yield* until(() => cloud.server.journal.at(-1)?._tag === "Closed")
      }).pipe(Effect.provide(cloud.layer))
    })

    const deliveries = [
      ["denied", { _tag: "Error", error: "access_denied" }],
      ["expired", { _tag: "Error", error: "timeout" }],
      ["unavailable", { _tag: "Error", error: "unavailable" }],
      ["unavailable", { _tag: "ConnectionClosed" }],
      ["refused", { _tag: "Error", error: "something" }],
      ["unusable", { _tag: "Message", text: "SECRETGARBAGE" }],
      ["unusable", { _tag: "Message", text: '{"tokens":"SECRETGARBAGE"}' }],
      ["unusable", { _tag: "Message", text: '{"tokens":{"refresh_token":"SECRETGARBAGE"}}' }],
      [
        "unusable",
        { _tag: "Message", text: '{"tokens":{"access_token":"SECRETGARBAGE","expires_in":"soon"}}' }
      ]
    ] as const
    it.effect.each(deliveries)(
      "fails as %s where it gets %o later, and shows none of it",
      ([reason, action]) => {
        const cloud = makeCloud({ faults: [{ match: { message: "tokens" }, action }] })
        return Effect.gen(function* () {
          const request = yield* authorize()
          yield* cloud.visit(request.url)
          const error = yield* Effect.flip(delivered(request))
          assert.strictEqual(error._tag === "TokenDeliveryFailed" && error.reason, reason)
          assert.notInclude(inspect(error, { depth: null, showHidden: true }), "SECRETGARBAGE")
        }).pipe(Effect.provide(cloud.layer))
      }
    )

    it.effect("waits no longer than a flow may take, and hangs up", () => {
      const cloud = makeCloud({ faults: [{ match: { message: "tokens" }, action: { _tag: "NeverSent" } }] })
      return Effect.gen(function* () {
        const request = yield* authorize()
        yield* cloud.visit(request.url)
        yield* TestClock.adjust(`${linkLifetime} seconds`)
        assert.strictEqual((yield* Effect.flip(delivered(request))).reason, "expired")
        yield* until(() => cloud.server.journal.at(-1)?._tag === "Closed")
      }).pipe(Effect.provide(cloud.layer))
    })

    it.effect("hangs up where nobody waits for the URL any more", () => {
      const cloud = makeCloud({
        faults: [{ match: { message: "authorizeUrl" }, action: { _tag: "NeverSent" } }]
      })
      return Effect.gen(function* () {
        const fiber = yield* Effect.forkChild(authorize())
        yield* until(() => cloud.server.journal.some(({ _tag }) => _tag === "Received"))
        yield* Fiber.interrupt(fiber)
        yield* until(() => cloud.server.journal.at(-1)?._tag === "Closed")
      }).pipe(Effect.provide(cloud.layer))
    })

    it.effect("hangs up when the host ends", () => {
      const cloud = makeCloud()
      return Effect.gen(function* () {
        const scope = yield* Scope.make()
        const context = yield* Layer.buildWithScope(cloud.layer, scope)
        yield* Effect.provideContext(authorize(), context)
        yield* Scope.close(scope, Exit.void)
        yield* until(() => cloud.server.journal.at(-1)?._tag === "Closed")
      })
    })

    it.effect("fails where there is no server", () =>
      Effect.gen(function* () {
        assert.strictEqual((yield* Effect.flip(authorize()))._tag, "ImplementationUnavailable")
      }).pipe(
        Effect.provide(CloudAccountLink.layer({ server: "https://elsewhere.test" })),
        Effect.provide(makeCloud().layer)
      )
    )
  })

  describe("refresh", () => {
    it.effect("sends the latest refresh token, and tells refusals from failures", () => {
      const cloud = makeCloud({
        faults: [{ match: { endpoint: "refresh" }, nth: 3, action: { _tag: "Status", status: 503 } }]
      })
      return Effect.gen(function* () {
        const request = yield* authorize()
        yield* cloud.visit(request.url)
        const { refreshToken } = yield* delivered(request)
        const first = Redacted.value(refreshToken ?? Redacted.make(""))
        const response = yield* refresh(first)
        assert.deepStrictEqual(Redacted.value(response.extra), { service: "acme" })
        assert.notStrictEqual(Redacted.value(response.refreshToken ?? Redacted.make(first)), first)
        assert.strictEqual((yield* Effect.flip(refresh(first)))._tag, "ReauthenticationRequired")
        assert.strictEqual((yield* Effect.flip(refresh(first)))._tag, "TokenEndpointUnavailable")
      }).pipe(Effect.provide(cloud.layer))
    })
  })

  it.effect("is not made for a server that is not https", () =>
    Effect.gen(function* () {
      const layer = CloudAccountLink.layer({ server: "http://account-link.test" })
      const error = yield* Effect.flip(Effect.scoped(Layer.build(layer)))
      assert.strictEqual(error.endpoint, "accountLinkUrl")
    }).pipe(Effect.provide(makeCloud().layer))
  )
})
