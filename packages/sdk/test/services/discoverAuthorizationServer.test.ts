import { assert, describe, expectTypeOf, it } from "@effect/vitest"
import { Effect, Layer } from "effect"
import { TestClock } from "effect/testing"
import {
  CredentialStore,
  defineApplicationCredentials,
  discoverAuthorizationServer,
  Implementations,
  layerMemory
} from "../../src/index.ts"
import type { DiscoveryError, ServerMetadataInvalid, ServerMetadataUnavailable } from "../../src/index.ts"
import { json, makeProvider } from "../Provider.ts"
import type { Answer } from "../Provider.ts"
import { credential, layerInstance, link, makeStrictProvider } from "../StrictProvider.ts"

const issuer = "https://provider.test/tenant"
const metadata = {
  issuer,
  authorization_endpoint: "https://provider.test/authorize",
  token_endpoint: "https://provider.test/token"
}

const isOpenid = (url: string) => url.endsWith("/.well-known/openid-configuration")
const notFound = () => json({}, { status: 404 })

const discover = (oauth: Answer, openid: Answer) => {
  const { layer, seen } = makeProvider((asked, count) => (isOpenid(asked.url) ? openid : oauth)(asked, count))
  const outcome = Effect.match(discoverAuthorizationServer(issuer), {
    onSuccess: () => "found",
    onFailure: (error) => (error._tag === "ServerMetadataInvalid" ? error.reason : "unavailable")
  })
  return Effect.map(Effect.provide(outcome, layer), (outcome) => ({ outcome, seen }))
}

const found = () => json(metadata)
const away = () => json({}, { status: 503 })
const page = () => new Response("<html></html>")

describe("discoverAuthorizationServer", () => {
  it("fails in two ways: now, and for good", () => {
    type Failure = Effect.Error<ReturnType<typeof discoverAuthorizationServer>>
    expectTypeOf<Failure>().toEqualTypeOf<DiscoveryError>()
    expectTypeOf<DiscoveryError>().toEqualTypeOf<ServerMetadataInvalid | ServerMetadataUnavailable>()
  })

  it.effect("asks by RFC 8414, and no more where that answers", () =>
    Effect.gen(function* () {
      const { outcome, seen } = yield* discover(found, notFound)
      assert.strictEqual(outcome, "found")
      assert.deepStrictEqual(
        seen.map(({ method, redirect, url }) => [method, url, redirect]),
        [["GET", "https://provider.test/.well-known/oauth-authorization-server/tenant", "manual"]]
      )
    })
  )

  const outcomes: ReadonlyArray<[string, string, Answer, Answer]> = [
    ["found", "only OpenID Connect answers", notFound, found],
    ["found", "the first answers with a page", page, found],
    ["found", "the first is away", away, found],
    [
      "found",
      "the first is another issuer's",
      () => json({ ...metadata, issuer: "https://other.test" }),
      found
    ],
    ["notFound", "there is neither", notFound, notFound],
    ["unavailable", "both are away", away, away],
    ["unavailable", "the first is away, and there is no other", away, notFound],
    ["unavailable", "the other is away", notFound, () => Promise.reject(new TypeError("reset"))],
    [
      "issuerMismatch",
      "the first is another issuer's, and there is no other",
      () => json({ ...metadata, issuer: "https://other.test" }),
      notFound
    ],
    ["notMetadata", "there is a page for everything", page, page],
    ["notMetadata", "there is no end of it", () => new Response("a".repeat(2_000_000)), notFound]
  ]
  it.effect.each(outcomes)("is %s where %s", ([expected, , oauth, openid]) =>
    Effect.gen(function* () {
      assert.strictEqual((yield* discover(oauth, openid)).outcome, expected)
    })
  )

  it.effect("asks a server that does not answer at all only once", () =>
    Effect.gen(function* () {
      const { outcome, seen } = yield* discover(() => Promise.reject(new TypeError("reset")), found)
      assert.strictEqual(outcome, "unavailable")
      assert.strictEqual(seen.length, 1)
    })
  )

  it.effect("sends nothing for an issuer that is not https, and does not repeat its secrets", () =>
    Effect.gen(function* () {
      const { layer, seen } = makeProvider(found)
      const error = yield* Effect.flip(
        Effect.provide(discoverAuthorizationServer("http://user:SECRET@provider.test"), layer)
      )
      assert.strictEqual(error._tag === "ServerMetadataInvalid" && error.reason, "issuer")
      assert.notInclude(JSON.stringify(error) + error.message, "SECRET")
      assert.strictEqual(seen.length, 0)
    })
  )

  it.effect("finds a strict provider, and all that accounts are linked with there", () => {
    const strict = makeStrictProvider()
    return Effect.gen(function* () {
      const server = yield* discoverAuthorizationServer(strict.provider.issuer)
      const methods = { tokenEndpointAuthMethodsSupported: ["client_secret_post"] }
      assert.deepStrictEqual({ ...server }, { ...strict.server, ...methods })
      yield* Effect.provide(link(strict), layerInstance({ ...strict, server }))
      const [exchange] = strict.provider.calls("token")
      assert.isTrue(exchange?.parameters.has("code_verifier"))
    }).pipe(Effect.provide(strict.services))
  })
})

describe("a host whose module discovers its server", () => {
  const module = defineApplicationCredentials({
    getAuthorizationServer: () => discoverAuthorizationServer(issuer)
  })
  const instance = (answer: Answer) => {
    const { layer, seen } = makeProvider(answer)
    const host = { externalUrl: "https://home.test" }
    const all = layerMemory({ integrations: [{ domain: "acme", module }], host })
    const own = Layer.effectDiscard(
      CredentialStore.use(({ create }) => create({ domain: "acme", credential }))
    )
    return { seen, layer: own.pipe(Layer.provideMerge(all), Layer.provideMerge(layer)) }
  }
  const offered = Implementations.use(({ forDomain }) => forDomain("acme"))

  it.effect("asks once an hour, for any number of flows at once", () => {
    const { layer, seen } = instance(found)
    return Effect.gen(function* () {
      yield* Effect.all([offered, offered, offered], { concurrency: "unbounded" })
      yield* TestClock.adjust("59 minutes")
      assert.strictEqual((yield* offered).size, 1)
      assert.strictEqual(seen.length, 1)
      yield* TestClock.adjust("1 minute")
      yield* offered
      assert.strictEqual(seen.length, 2)
    }).pipe(Effect.provide(layer))
  })

  it.effect("tries again later where the server is away, and remembers no failure", () => {
    let isAway = true
    const { layer } = instance(() => (isAway ? away() : found()))
    return Effect.gen(function* () {
      assert.strictEqual((yield* Effect.flip(offered))._tag, "ImplementationUnavailable")
      isAway = false
      assert.strictEqual((yield* offered).size, 1)
    }).pipe(Effect.provide(layer))
  })

  it.effect("says that the module is to be fixed where there is no such server", () =>
    Effect.gen(function* () {
      assert.strictEqual((yield* Effect.flip(offered))._tag, "ModuleHookFailed")
    }).pipe(Effect.provide(instance(notFound).layer))
  )
})
