import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import { AuthorizationServer, decodeStoredToken } from "../../src/index.ts"
import { json, makeProvider } from "../Provider.ts"
import type { Answer } from "../Provider.ts"
import { makeStrictProvider } from "../StrictProvider.ts"

const { implementation, server } = makeStrictProvider()

const token = (members: object = { refresh_token: "REFRESHTOKEN" }) =>
  Effect.runSync(decodeStoredToken({ access_token: "ACCESSTOKEN", expires_in: 1, expires_at: 1, ...members }))

const revoke = (stored = token(), revocationUrl = server.revocationUrl ?? "") => {
  const { revoke } = implementation({ server: new AuthorizationServer({ ...server, revocationUrl }) })
  return revoke === undefined ? assert.fail("no revocation is offered") : revoke(stored)
}

const outcome = (answer: Answer, stored = token()) => {
  const { layer, seen } = makeProvider(answer)
  const result = Effect.match(revoke(stored), {
    onSuccess: () => "revoked",
    onFailure: (error) => (error._tag === "TokenRevocationFailed" ? error.reason : error._tag)
  })
  return Effect.map(Effect.provide(result, layer), (outcome) => ({ outcome, seen }))
}

const refusal =
  (error: string, status = 400) =>
  () =>
    json({ error }, { status })

describe("the revocation of a token", () => {
  it("is offered by a server that has an endpoint for it, and by no other", () => {
    const { revocationUrl: _, ...without } = server
    assert.isUndefined(implementation({ server: new AuthorizationServer(without) }).revoke)
    assert.isDefined(implementation().revoke)
  })

  it.effect("names the token, its kind and the client, in the body alone", () =>
    Effect.gen(function* () {
      const { seen } = yield* outcome(() => new Response(null, { status: 200 }))
      const client = { client_id: "acme client", client_secret: "CLIENT+SECRET" }
      assert.deepStrictEqual(
        seen.map(({ method, url }) => [method, url]),
        [
          ["POST", server.revocationUrl],
          ["POST", server.revocationUrl]
        ]
      )
      assert.deepStrictEqual(
        seen.map(({ form }) => Object.fromEntries(form)),
        [
          { token: "REFRESHTOKEN", token_type_hint: "refresh_token", ...client },
          { token: "ACCESSTOKEN", token_type_hint: "access_token", ...client }
        ]
      )
    })
  )

  it.effect("sends the access token alone where there is no refresh token", () =>
    Effect.gen(function* () {
      const { outcome: revoked, seen } = yield* outcome(() => json({}), token({}))
      assert.strictEqual(revoked, "revoked")
      assert.deepStrictEqual(
        seen.map(({ form }) => form.get("token")),
        ["ACCESSTOKEN"]
      )
    })
  )

  const judged: ReadonlyArray<[string, string, Answer]> = [
    ["revoked", "an answer without a body", () => new Response(null, { status: 204 })],
    ["revoked", "a token that is not known any more", refusal("invalid_token")],
    ["refused", "a client that is not known", refusal("invalid_client", 401)],
    ["refused", "a redirect", () => new Response(null, { status: 302, headers: { location: "/" } })],
    ["refused", "HTML", () => new Response("<html></html>", { status: 404 })],
    ["unavailable", "a 429", refusal("slow_down", 429)],
    ["unavailable", "a 500 about the token", refusal("invalid_token", 500)],
    ["unavailable", "a failed connection", () => Promise.reject(new TypeError("reset"))],
    ["unavailable", "an endless answer", () => new Response("a".repeat(2_000_000))]
  ]
  it.effect.each(judged)("is %s by %s, and both tokens are tried", ([expected, , answer]) =>
    Effect.gen(function* () {
      const { outcome: judged, seen } = yield* outcome(answer)
      assert.strictEqual(judged, expected)
      assert.strictEqual(seen.length, 2)
    })
  )

  it.effect("does without access tokens where the refresh token is gone, and not otherwise", () =>
    Effect.gen(function* () {
      const onlyRefresh: Answer = ({ form }) =>
        form.get("token_type_hint") === "refresh_token" ? json({}) : refusal("unsupported_token_type")()
      assert.strictEqual((yield* outcome(onlyRefresh)).outcome, "revoked")
      assert.strictEqual((yield* outcome(onlyRefresh, token({}))).outcome, "refused")
      assert.strictEqual((yield* outcome(refusal("unsupported_token_type"))).outcome, "refused")
    })
  )

  it.effect("gives the first failure, and shows no secret", () =>
    Effect.gen(function* () {
      const { layer } = makeProvider((_, count) =>
        count === 1 ? json({ error: "invalid_request", token: "REFRESHTOKEN" }, { status: 400 }) : json({})
      )
      const error = yield* Effect.flip(Effect.provide(revoke(), layer))
      assert.strictEqual(error._tag === "TokenRevocationFailed" && error.error, "invalid_request")
      for (const secret of ["REFRESHTOKEN", "ACCESSTOKEN", "CLIENT+SECRET"])
        assert.notInclude(JSON.stringify(error) + error.message, secret)
    })
  )

  it.effect("never goes to an endpoint that is not https", () =>
    Effect.gen(function* () {
      const { layer, seen } = makeProvider(() => json({}))
      const error = yield* Effect.flip(Effect.provide(revoke(token(), "http://provider.test/revoke"), layer))
      assert.strictEqual(error._tag === "AuthorizationServerInvalid" && error.endpoint, "revocationUrl")
      assert.strictEqual(seen.length, 0)
    })
  )
})
