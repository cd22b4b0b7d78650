import { assert, describe, it } from "@effect/vitest"
import { Effect, Redacted } from "effect"
import { TestClock } from "effect/testing"
import * as fc from "fast-check"
import { createHash } from "node:crypto"
import {
  AuthorizationServer,
  ClientCredential,
  decodeStoredToken,
  encodeStoredToken,
  localImplementation,
  secretBasic
} from "../../src/index.ts"
import type { LocalImplementationOptions, Token } from "../../src/index.ts"
import * as arbitrary from "../arbitraries.ts"
import { json, makeProvider } from "../Provider.ts"

const server = new AuthorizationServer({
  authorizeUrl: "https://provider.example/authorize",
  tokenUrl: "https://provider.example/token"
})
const credential = new ClientCredential({ clientId: "id", clientSecret: Redacted.make("CLIENTSECRET") })
const redirectUri = "https://home.example/auth/external/callback"

const local = (options: Partial<LocalImplementationOptions> = {}) =>
  localImplementation({ domain: "acme", credential, server, ...options })

const flow = (flowId: string) => ({ flowId, redirectUri, state: `state of ${flowId}` })

const stored = (members: object): Token =>
  Effect.runSync(
    decodeStoredToken({
      access_token: "OLDTOKEN",
      refresh_token: "REFRESHTOKEN0",
      expires_in: 60,
      expires_at: 1,
      ...members
    })
  )

const s256 = (verifier: string): string => createHash("sha256").update(verifier).digest("base64url")

describe("localImplementation", () => {
  it("is named after the credential, or else its client id", () => {
    const named = new ClientCredential({
      clientId: "id",
      clientSecret: Redacted.make("CLIENTSECRET"),
      name: "Mine"
    })
    assert.strictEqual(local({ credential: named }).name, "Mine")
    assert.strictEqual(local().name, "id")
  })

  it.effect("names in its errors the service that it is given, and keeps its key", () =>
    Effect.gen(function* () {
      const implementation = local({ domain: "acme_id", serviceDomain: "acme" })
      assert.strictEqual(implementation.domain, "acme_id")
      const { refresh } = implementation
      const refused = yield* Effect.flip(refresh(stored({ refresh_token: "" })))
      assert.deepInclude(refused, { _tag: "ReauthenticationRequired", domain: "acme" })
      const away = yield* Effect.flip(refresh(stored({})))
      assert.deepInclude(away, { _tag: "TokenEndpointUnavailable", domain: "acme" })
    }).pipe(Effect.provide(makeProvider(() => new Response("", { status: 503 })).layer))
  )

  it.effect("gives each flow a verifier of its own, whatever the order", () =>
    Effect.gen(function* () {
      const { seen, layer } = makeProvider(() => json({ access_token: "ACCESSTOKEN" }))
      const implementation = local({ pkce: true })
      const requests = yield* Effect.forEach(["one", "two", "three"], (id) =>
        implementation.authorize(flow(id))
      ).pipe(Effect.provide(layer))
      yield* Effect.forEach(requests.toReversed(), ({ codeVerifier }) =>
        implementation.exchange({ code: Redacted.make("THE-CODE"), redirectUri, codeVerifier })
      ).pipe(Effect.provide(layer))
      const challenges = requests.map(({ url }) => new URL(url).searchParams.get("code_challenge"))
      assert.deepStrictEqual(
        seen.map(({ form }) => s256(form.get("code_verifier") ?? "")).toReversed(),
        challenges
      )
      assert.strictEqual(new Set(challenges).size, 3)
    })
  )

  it("puts the host's redirect URI and state, and the credential's id, into the URL, whatever they are", async () => {
    const { layer } = makeProvider(() => json({}))
    await fc.assert(
      fc.asyncProperty(
        arbitrary.text(),
        arbitrary.text(),
        arbitrary.credential,
        async (redirectUri, state, any) => {
          const request = local({ credential: any, pkce: true }).authorize({
            flowId: "f",
            redirectUri,
            state
          })
          const { url } = await Effect.runPromise(Effect.provide(request, layer))
          const { searchParams } = new URL(url)
          assert.strictEqual(searchParams.get("redirect_uri"), redirectUri)
          assert.strictEqual(searchParams.get("state"), state)
          assert.strictEqual(searchParams.get("client_id"), any.clientId)
        }
      ),
      { numRuns: 50 }
    )
  })

  it.effect("names no verifier without PKCE", () =>
    Effect.gen(function* () {
      const { layer } = makeProvider(() => json({}))
      const request = yield* Effect.provide(local().authorize(flow("one")), layer)
      assert.deepStrictEqual(Object.keys(request), ["url"])
      assert.isFalse(new URL(request.url).searchParams.has("code_challenge"))
    })
  )

  it.effect("uses PKCE where the server supports S256, and as the module says where it says", () =>
    Effect.gen(function* () {
      const { layer } = makeProvider(() => json({}))
      const challenged = (
        methods: ReadonlyArray<string>,
        options: Partial<LocalImplementationOptions> = {}
      ) => {
        const supporting = new AuthorizationServer({ ...server, codeChallengeMethodsSupported: methods })
        const request = local({ server: supporting, ...options }).authorize(flow("one"))
        return Effect.map(request, ({ url }) => new URL(url).searchParams.has("code_challenge"))
      }
      const asked = [
        challenged(["plain", "S256"]),
        challenged(["S256"], { pkce: false }),
        challenged(["plain"]),
        challenged([]),
        challenged([], { pkce: true })
      ]
      const answers = yield* Effect.provide(Effect.all(asked), layer)
      assert.deepStrictEqual(answers, [true, false, false, false, true])
    })
  )

  it.effect("joins scopes as the provider wants them, each once", () =>
    Effect.gen(function* () {
      const { layer } = makeProvider(() => json({}))
      const scopeOf = (options: Partial<LocalImplementationOptions>) =>
        Effect.map(local(options).authorize(flow("one")), ({ url }) => new URL(url).searchParams.get("scope"))
      assert.strictEqual(yield* Effect.provide(scopeOf({ scopes: ["a", "b", "a"] }), layer), "a b")
      assert.strictEqual(
        yield* Effect.provide(scopeOf({ scopes: ["a", "b"], scopeSeparator: "," }), layer),
        "a,b"
      )
      assert.isNull(yield* Effect.provide(scopeOf({}), layer))
    })
  )

  it("sends any code unchanged, with the redirect URI and one kind of client authentication", async () => {
    await fc.assert(
      fc.asyncProperty(arbitrary.anySecret, arbitrary.credential, fc.boolean(), async (code, any, basic) => {
        const { seen, layer } = makeProvider(() => json({ access_token: "ACCESSTOKEN" }))
        const implementation = local({
          credential: any,
          ...(basic ? { clientAuthentication: secretBasic } : {})
        })
        const exchange = implementation.exchange({ code: Redacted.make(code), redirectUri })
        await Effect.runPromise(Effect.provide(exchange, layer))
        const form = Object.fromEntries(seen[0]?.form ?? [])
        const client = { client_id: any.clientId, client_secret: Redacted.value(any.clientSecret) }
        const grant = { grant_type: "authorization_code", code, redirect_uri: redirectUri }
        assert.deepStrictEqual(form, basic ? grant : { ...grant, ...client })
        assert.strictEqual(seen[0]?.headers.has("authorization"), basic)
      }),
      { numRuns: 50 }
    )
  })

  it.effect("never lets extra parameters replace the grant's", () =>
    Effect.gen(function* () {
      const { seen, layer } = makeProvider(() => json({ access_token: "ACCESSTOKEN" }))
      const extra = {
        grant_type: "x",
        code: "x",
        client_id: "x",
        client_secret: "x",
        code_verifier: "x",
        audience: "y"
      }
      const implementation = local({ exchangeParameters: extra, refreshParameters: extra })
      yield* Effect.provide(implementation.exchange({ code: Redacted.make("THE-CODE"), redirectUri }), layer)
      yield* Effect.provide(implementation.refresh(stored({})), layer)
      const client = { client_id: "id", client_secret: "CLIENTSECRET", audience: "y" }
      const exchanged = {
        grant_type: "authorization_code",
        code: "THE-CODE",
        redirect_uri: redirectUri,
        ...client
      }
      assert.deepStrictEqual(Object.fromEntries(seen[0]?.form ?? []), exchanged)
      const refreshed = { grant_type: "refresh_token", refresh_token: "REFRESHTOKEN0", ...client }
      assert.deepStrictEqual(Object.fromEntries(seen[1]?.form ?? []), refreshed)
    })
  )

  it.effect("counts the expiry from when the answer came", () =>
    Effect.gen(function* () {
      yield* TestClock.setTime(5_000_000)
      const { layer } = makeProvider(() => json({ access_token: "ACCESSTOKEN", expires_in: "60" }))
      const token = yield* Effect.provide(
        local().exchange({ code: Redacted.make("THE-CODE"), redirectUri }),
        layer
      )
      assert.strictEqual(token.expiresIn, 60)
      assert.strictEqual(token.expiresAt, 5_060)
    })
  )

  it.effect("refreshes without verifier, code or redirect URI, and keeps what the answer leaves out", () =>
    Effect.gen(function* () {
      const { seen, layer } = makeProvider(() => json({ access_token: "NEWTOKEN" }))
      const old = stored({ user_id: 7, scope: "a b" })
      const token = yield* Effect.provide(local({ pkce: true }).refresh(old), layer)
      const names = ["client_id", "client_secret", "grant_type", "refresh_token"]
      assert.deepStrictEqual([...(seen[0]?.form.keys() ?? [])].toSorted(), names)
      const { expires_at: _, ...members } = encodeStoredToken(token)
      const expected = {
        access_token: "NEWTOKEN",
        refresh_token: "REFRESHTOKEN0",
        token_type: "Bearer",
        expires_in: 60
      }
      assert.deepStrictEqual(members, { ...expected, user_id: 7, scope: "a b" })
    })
  )

  it.effect("says clearly that there is no refresh token, and sends nothing", () =>
    Effect.gen(function* () {
      const { seen, layer } = makeProvider(() => json({ access_token: "ACCESSTOKEN" }))
      const token = Effect.runSync(
        decodeStoredToken({ access_token: "ACCESSTOKEN", expires_in: 1, expires_at: 1 })
      )
      const error = yield* Effect.flip(Effect.provide(local().refresh(token), layer))
      assert.strictEqual(error._tag === "ReauthenticationRequired" && error.reason, "noRefreshToken")
      assert.strictEqual(seen.length, 0)
    })
  )

  it("uses the latest refresh token, over any sequence of rotations", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.boolean(), { minLength: 1, maxLength: 8 }), async (rotations) => {
        let current = "REFRESHTOKEN0"
        const { layer } = makeProvider(({ form }, count) => {
          if (form.get("refresh_token") !== current) return json({ error: "invalid_grant" }, { status: 400 })
          const rotates = rotations[count - 1] === true
          if (rotates) current = `REFRESHTOKEN${count}`
          return json({ access_token: `ACCESSTOKEN${count}`, ...(rotates ? { refresh_token: current } : {}) })
        })
        const chain = rotations.reduce(
          (token, _) => Effect.flatMap(token, (token) => local().refresh(token)),
          Effect.succeed(stored({})) as ReturnType<ReturnType<typeof local>["refresh"]>
        )
        const last = await Effect.runPromise(Effect.provide(chain, layer))
        assert.strictEqual(Redacted.value(last.accessToken), `ACCESSTOKEN${rotations.length}`)
      }),
      { numRuns: 30 }
    )
  })

  it.effect("gives no token back when the provider refuses", () =>
    Effect.gen(function* () {
      const { seen, layer } = makeProvider(() => json({ error: "invalid_grant" }, { status: 400 }))
      const error = yield* Effect.flip(Effect.provide(local().refresh(stored({})), layer))
      assert.strictEqual(error._tag === "ReauthenticationRequired" && error.error, "invalid_grant")
      assert.strictEqual(seen.length, 1)
    })
  )
})
