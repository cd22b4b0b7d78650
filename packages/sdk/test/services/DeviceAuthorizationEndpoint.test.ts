import { assert, describe, expectTypeOf, it } from "@effect/vitest"
import { Effect, Redacted } from "effect"
import { AuthorizationServer } from "../../src/index.ts"
import type {
  AuthorizeDeviceError,
  DeviceAuthorizationFailed,
  DeviceFlow,
  TokenRequestError
} from "../../src/index.ts"
import { json, makeProvider } from "../Provider.ts"
import type { Answer } from "../Provider.ts"
import { makeStrictProvider } from "../StrictProvider.ts"

const { implementation, server } = makeStrictProvider()
const codes = {
  device_code: "DEVICECODE",
  user_code: "WDJB-MJHT",
  verification_uri: "https://provider.test/device",
  expires_in: 60,
  interval: 5
}

const deviceFlow = (deviceAuthorizationUrl = server.deviceAuthorizationUrl ?? "") => {
  const { deviceFlow } = implementation({
    server: new AuthorizationServer({ ...server, deviceAuthorizationUrl }),
    scopes: ["a", "b"],
    exchangeParameters: { device_code: "x", audience: "y" }
  })
  return deviceFlow ?? assert.fail("no device flow is offered")
}

const refusal =
  (error: string, status = 400) =>
  () =>
    json({ error }, { status })
const granted = () => json({ access_token: "ACCESSTOKEN", expires_in: 3_600 })

describe("a device flow", () => {
  it("fails in ways that the port knows", () => {
    expectTypeOf<Effect.Error<DeviceFlow["authorize"]>>().toEqualTypeOf<AuthorizeDeviceError>()
    expectTypeOf<Effect.Error<ReturnType<DeviceFlow["exchange"]>>>().toEqualTypeOf<TokenRequestError>()
  })

  it("is offered by a server that has an endpoint for it, and by no other", () => {
    const { deviceAuthorizationUrl: _, ...without } = server
    assert.isUndefined(implementation({ server: new AuthorizationServer(without) }).deviceFlow)
    assert.isDefined(implementation().deviceFlow)
  })

  it.effect("asks as the client, for the scopes, and for the token with the device code", () =>
    Effect.gen(function* () {
      const { layer, seen } = makeProvider((_, count) => (count === 1 ? json(codes) : granted()))
      const { authorize, exchange } = deviceFlow()
      const authorization = yield* Effect.provide(authorize, layer)
      assert.deepInclude(authorization, { userCode: "WDJB-MJHT", expiresAt: 60, interval: 5 })
      assert.strictEqual(Redacted.value(authorization.deviceCode), "DEVICECODE")
      const token = yield* Effect.provide(exchange(authorization.deviceCode), layer)
      assert.strictEqual(Redacted.value(token.accessToken), "ACCESSTOKEN")
      const client = { client_id: "acme client", client_secret: "CLIENT+SECRET" }
      assert.deepStrictEqual(
        seen.map(({ form, url }): [string, object] => [url, Object.fromEntries(form)]),
        [
          [server.deviceAuthorizationUrl ?? "", { scope: "a b", ...client }],
          [
            server.tokenUrl,
            {
              audience: "y",
              grant_type: "urn:ietf:params:oauth:grant-type:device_code",
              device_code: "DEVICECODE",
              ...client
            }
          ]
        ]
      )
    })
  )

  it.effect("says that the user has not decided, and shows no secret", () =>
    Effect.gen(function* () {
      const { layer } = makeProvider(refusal("authorization_pending"))
      const asking = Effect.flip(deviceFlow().exchange(Redacted.make("DEVICECODE")))
      const error = yield* Effect.provide(asking, layer)
      assert.strictEqual(error._tag === "ReauthenticationRequired" && error.error, "authorization_pending")
      for (const secret of ["DEVICECODE", "CLIENT+SECRET"]) assert.notInclude(JSON.stringify(error), secret)
    })
  )

  const beginnings: ReadonlyArray<[DeviceAuthorizationFailed["reason"], Answer]> = [
    ["unavailable", () => Promise.reject(new TypeError("reset"))],
    ["unavailable", () => json({}, { status: 503 })],
    ["refused", refusal("unauthorized_client")],
    ["unusable", () => new Response("<html></html>")],
    ["unavailable", () => new Response("a".repeat(2_000_000))]
  ]
  it.effect.each(beginnings)("does not begin: %s", ([reason, answer]) =>
    Effect.gen(function* () {
      const error = yield* Effect.flip(Effect.provide(deviceFlow().authorize, makeProvider(answer).layer))
      assert.strictEqual(error._tag === "DeviceAuthorizationFailed" && error.reason, reason)
    })
  )

  it.effect("never goes to an endpoint that is not https", () =>
    Effect.gen(function* () {
      const { layer, seen } = makeProvider(granted)
      const error = yield* Effect.flip(
        Effect.provide(deviceFlow("http://provider.test/device").authorize, layer)
      )
      assert.strictEqual(
        error._tag === "AuthorizationServerInvalid" && error.endpoint,
        "deviceAuthorizationUrl"
      )
      assert.strictEqual(seen.length, 0)
    })
  )
})
