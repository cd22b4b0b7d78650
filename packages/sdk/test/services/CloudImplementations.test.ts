import { assert, describe, it } from "@effect/vitest"
import { Effect, Redacted } from "effect"
import {
  cloudDomain,
  Implementations,
  LinkedAccounts,
  OAuth2Session,
  removeAccount,
  Token
} from "../../src/index.ts"
import { layerInstance, makeCloud, services } from "../SimulatedCloud.ts"

const token = new Token({
  accessToken: Redacted.make("ACCESSTOKEN"),
  tokenType: "Bearer",
  expiresIn: 3_600,
  expiresAt: 0
})

const linked = (authImplementation: string) =>
  LinkedAccounts.use((accounts) =>
    accounts.create({ domain: "acme", title: "Acme", authImplementation, token })
  )

const offered = (domain = "acme") =>
  Implementations.use((all) =>
    Effect.map(all.forDomain(domain), (found) => [...found.values()].map(({ name }) => name))
  )

const find = Implementations.use((all) => all.find("acme", cloudDomain))

describe("linking through the cloud", () => {
  it.effect("is offered first, beside the user's own credentials", () =>
    Effect.gen(function* () {
      assert.deepStrictEqual(yield* offered(), ["Home Assistant Cloud", "mine", "other"])
    }).pipe(Effect.provide(layerInstance(makeCloud(), { credentials: ["mine", "other"] })))
  )

  it.effect("is offered for nothing that the cloud does not list", () =>
    Effect.gen(function* () {
      assert.deepStrictEqual(yield* offered("other"), [])
    }).pipe(Effect.provide(layerInstance(makeCloud())))
  )

  it.effect.each([
    ["2022.12.9", false],
    ["2023.1.0.dev20221201", true],
    ["2023.1.0", true]
  ] as const)("is offered from its first version on: %s", ([version, expected]) =>
    Effect.gen(function* () {
      assert.strictEqual((yield* offered()).length === 1, expected)
    }).pipe(Effect.provide(layerInstance(makeCloud(), { host: { version } })))
  )

  const closed = () =>
    makeCloud({ services: services.map((service) => ({ ...service, acceptsNewAuthorizations: false })) })
  it.effect("is no more offered where it takes no new authorizations, unless an account uses it", () =>
    Effect.gen(function* () {
      assert.deepStrictEqual(yield* offered(), [])
      yield* linked("acme_own")
      assert.deepStrictEqual(yield* offered(), [])
      yield* linked(cloudDomain)
      assert.deepStrictEqual(yield* offered(), ["Home Assistant Cloud"])
    }).pipe(Effect.provide(layerInstance(closed())))
  )

  const away = () =>
    makeCloud({ faults: [{ match: { endpoint: "services" }, action: { _tag: "Status", status: 503 } }] })
  it.effect("is offered for nothing while the cloud is away, and leaves the others", () =>
    Effect.gen(function* () {
      assert.deepStrictEqual(yield* offered("other"), [])
      assert.deepStrictEqual(yield* offered(), ["mine"])
      assert.strictEqual((yield* Effect.flip(find))._tag, "ImplementationUnknown")
    }).pipe(Effect.provide(layerInstance(away(), { credentials: ["mine"] })))
  )

  it.effect("is to be tried again later by an account that was linked through it", () =>
    Effect.gen(function* () {
      const { id } = yield* linked(cloudDomain)
      assert.strictEqual((yield* Effect.flip(find))._tag, "ImplementationUnavailable")
      const { refresh } = yield* OAuth2Session
      assert.strictEqual((yield* Effect.flip(refresh(id)))._tag, "ImplementationUnavailable")
      assert.deepStrictEqual(yield* offered(), ["mine"])
    }).pipe(Effect.provide(layerInstance(away(), { credentials: ["mine"] })))
  )

  const recovering = makeCloud()
  it.effect("refreshes through the cloud, and keeps what the tokens carry", () =>
    Effect.gen(function* () {
      const implementation = yield* find
      const request = yield* implementation.authorize({ flowId: "f", redirectUri: "", state: "" })
      yield* recovering.visit(request.url)
      const delivered = yield* request.delivery ?? assert.fail("nothing will be delivered")
      const { id } = yield* LinkedAccounts.use((accounts) =>
        accounts.create({ domain: "acme", title: "Acme", authImplementation: cloudDomain, token: delivered })
      )
      const { refresh } = yield* OAuth2Session
      const refreshed = yield* refresh(id)
      const again = yield* refresh(id)
      assert.notStrictEqual(Redacted.value(again.accessToken), Redacted.value(refreshed.accessToken))
      assert.deepStrictEqual(Redacted.value(again.extra), { service: "acme" })
      assert.deepStrictEqual((yield* removeAccount(id)).revocation, { type: "unsupported" })
    }).pipe(Effect.provide(layerInstance(recovering)))
  )

  it.effect("cannot refresh without a refresh token", () =>
    Effect.gen(function* () {
      const error = yield* Effect.flip(Effect.flatMap(find, ({ refresh }) => refresh(token)))
      assert.strictEqual(error._tag === "ReauthenticationRequired" && error.reason, "noRefreshToken")
    }).pipe(Effect.provide(layerInstance(makeCloud())))
  )
})
