import { assert, describe, expectTypeOf, it } from "@effect/vitest"
import { Effect, Logger, Redacted } from "effect"
import * as fc from "fast-check"
import {
  AuthorizationServerInvalid,
  AuthorizationUrlUnavailable,
  DeviceAuthorizationFailed,
  guardImplementation,
  ImplementationUnavailable,
  layerModuleServices,
  ReauthenticationRequired,
  Token,
  TokenDeliveryFailed,
  TokenEndpointRedirected,
  TokenEndpointUnavailable,
  TokenResponseUnusable,
  TokenRevocationFailed
} from "../../src/index.ts"
import type {
  AuthorizeOptions,
  DeviceAuthorization,
  DeviceFlow,
  GuardedImplementation,
  ImplementationFailed,
  ModuleServices,
  OAuth2Implementation,
  TokenRequestError
} from "../../src/index.ts"
import { secret } from "../arbitraries.ts"
import { listeningLogger } from "../canaries/effects.ts"
import { deathsOf } from "../deaths.ts"

const domain = "acme"
const message = "no"
const token = new Token({
  accessToken: Redacted.make("ACCESSTOKEN"),
  tokenType: "Bearer",
  expiresIn: 3_600,
  expiresAt: 3_600
})
const grant = { code: Redacted.make("THE-CODE"), redirectUri: "https://home.test" }
const flow: AuthorizeOptions = { flowId: "1", redirectUri: "https://home.test", state: "THE-STATE" }

const sound: OAuth2Implementation = {
  domain,
  name: "Acme",
  authorize: () => Effect.succeed({ url: "https://acme.test" }),
  exchange: () => Effect.succeed(token),
  refresh: () => Effect.succeed(token)
}

const run = <A, E>(effect: Effect.Effect<A, E, ModuleServices>) =>
  Effect.runPromise(Effect.provide(effect, [layerModuleServices, Logger.layer([listeningLogger])]))

const invalid = new AuthorizationServerInvalid({ domain, endpoint: "tokenUrl", reason: "notHttps", message })
const ofTokenRequest: ReadonlyArray<TokenRequestError> = [
  new TokenEndpointUnavailable({ domain, operation: "refresh", reason: "timeout", message }),
  new ReauthenticationRequired({ domain, operation: "refresh", reason: "rejected", message }),
  new TokenResponseUnusable({ domain, operation: "refresh", reason: "empty", status: 200, message }),
  new TokenEndpointRedirected({ domain, operation: "refresh", status: 302, message }),
  invalid
]

const device: DeviceFlow = { authorize: Effect.never, exchange: () => Effect.succeed(token) }

type Call = Effect.Effect<unknown, { readonly _tag: string }, ModuleServices>

/** Each failure that the port names, and what fails with it. */
const named: ReadonlyArray<[error: { readonly _tag: string }, call: Call]> = [
  ...[
    invalid,
    new AuthorizationUrlUnavailable({ domain, message }),
    new ImplementationUnavailable({ domain, message })
  ].map((error): [typeof error, Call] => [
    error,
    guardImplementation({ ...sound, authorize: () => Effect.fail(error) }).authorize(flow)
  ]),
  ...ofTokenRequest.flatMap((error): ReadonlyArray<[typeof error, Call]> => [
    [error, guardImplementation({ ...sound, exchange: () => Effect.fail(error) }).exchange(grant)],
    [error, guardImplementation({ ...sound, refresh: () => Effect.fail(error) }).refresh(token)],
    [
      error,
      guardImplementation({
        ...sound,
        deviceFlow: { ...device, exchange: () => Effect.fail(error) }
      }).deviceFlow?.exchange(Redacted.make("DEVICECODE")) ?? Effect.void
    ]
  ]),
  ...[invalid, new TokenRevocationFailed({ domain, reason: "refused", message })].map(
    (error): [typeof error, Call] => [
      error,
      guardImplementation({ ...sound, revoke: () => Effect.fail(error) }).revoke?.(token) ?? Effect.void
    ]
  ),
  ...[invalid, new DeviceAuthorizationFailed({ domain, reason: "refused", message })].map(
    (error): [typeof error, Call] => [
      error,
      guardImplementation({ ...sound, deviceFlow: { ...device, authorize: Effect.fail(error) } }).deviceFlow
        ?.authorize ?? Effect.void
    ]
  )
]

/** An implementation as a class has it: its methods know themselves, and are no members of their own. */
class Acme implements OAuth2Implementation {
  readonly domain = domain
  get name(): string {
    return "Acme"
  }
  authorize(): Effect.Effect<{ readonly url: string }> {
    return Effect.succeed({ url: `https://${this.domain}.test` })
  }
  exchange(): Effect.Effect<Token> {
    return Effect.succeed(token)
  }
  refresh(): Effect.Effect<Token> {
    return Effect.succeed(token)
  }
  revoke(): Effect.Effect<void> {
    return this.domain === domain ? Effect.void : Effect.die("not itself")
  }
}

describe("a guarded implementation", () => {
  it("can fail as the port names, or with ImplementationFailed", () => {
    type Refresh = Effect.Error<ReturnType<GuardedImplementation["refresh"]>>
    expectTypeOf<Refresh>().toEqualTypeOf<TokenRequestError | ImplementationFailed>()
    expectTypeOf<OAuth2Implementation>().toExtend<GuardedImplementation>()
  })

  it.each(named)("fails with what the port names as it is: %s", async (error, call) => {
    assert.strictEqual(await run(Effect.flip(call)), error)
  })

  it("gives the codes of a device flow, and takes none that would be polled for without a break", async () => {
    const codes = {
      deviceCode: Redacted.make("DEVICECODE"),
      userCode: "WDJB-MJHT",
      verificationUri: "https://acme.test/device",
      expiresAt: 600,
      interval: 5
    }
    const begun = (given: DeviceAuthorization) => {
      const deviceFlow = { ...device, authorize: Effect.succeed(given) }
      const guarded = guardImplementation({ ...sound, deviceFlow }).deviceFlow
      return guarded?.authorize ?? Effect.die("no device flow")
    }
    assert.strictEqual(await run(begun(codes)), codes)
    for (const interval of [0, -1, NaN]) {
      const error = await run(Effect.flip(begun({ ...codes, interval })))
      assert.deepInclude(error, { _tag: "ImplementationFailed", reason: "unusable" })
    }
  })

  it("delivers, and fails to, as the implementation does", async () => {
    const error = new TokenDeliveryFailed({ domain, reason: "denied", message })
    const delivered = (delivery: Effect.Effect<Token, TokenDeliveryFailed>) =>
      Effect.flatMap(
        guardImplementation({
          ...sound,
          authorize: () => Effect.succeed({ url: "https://a.test", delivery })
        }).authorize(flow),
        (request) => request.delivery ?? Effect.die("no delivery")
      )
    assert.strictEqual(await run(delivered(Effect.succeed(token))), token)
    assert.strictEqual(await run(Effect.flip(delivered(Effect.fail(error)))), error)
  })

  it("is what the implementation is, also an instance of a class", async () => {
    const guarded = guardImplementation(new Acme())
    assert.deepInclude(guarded, { domain, name: "Acme", revoke: guarded.revoke, deviceFlow: undefined })
    assert.deepStrictEqual(await run(guarded.authorize(flow)), { url: "https://acme.test" })
    await run(guarded.revoke?.(token) ?? Effect.die("no revocation"))
    assert.isUndefined(guardImplementation(sound).revoke)
  })

  it("never repeats a secret that it was made of or given", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(secret, { minLength: 4, maxLength: 4 }),
        fc.constantFrom(...deathsOf),
        async (secrets, death) => {
          const [one = "", two = "", three = "", four = ""] = secrets
          const cause = new Error(`broken by ${secrets.join(" and ")}`)
          const dying: OAuth2Implementation = {
            ...sound,
            authorize: () => death.run(cause),
            exchange: () => death.run(cause),
            refresh: () => death.run(cause),
            revoke: () => death.run(cause),
            deviceFlow: { ...device, exchange: () => death.run(cause) }
          }
          const guarded = guardImplementation(dying, [
            Redacted.make(one),
            Redacted.make(two),
            Redacted.make(three)
          ])
          const given = Redacted.make(four)
          const calls: ReadonlyArray<Call> = [
            guarded.authorize({ ...flow, state: four }),
            guarded.exchange({ ...grant, code: given }),
            guarded.exchange({ ...grant, codeVerifier: given }),
            guarded.refresh(new Token({ ...token, accessToken: given })),
            guarded.refresh(new Token({ ...token, refreshToken: given })),
            guarded.refresh(new Token({ ...token, extra: Redacted.make({ id_token: four, expires: 1 }) })),
            guarded.revoke?.(new Token({ ...token, refreshToken: given })) ?? Effect.void,
            guarded.deviceFlow?.exchange(given) ?? Effect.void
          ]
          for (const call of calls) {
            const shown = JSON.stringify(await run(Effect.flip(call)))
            assert.include(shown, "broken by <redacted>")
            for (const secret of secrets) assert.notInclude(shown, secret)
          }
        }
      ),
      { numRuns: 20 }
    )
  })
})
