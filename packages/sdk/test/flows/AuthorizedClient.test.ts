import { assert, describe, it } from "@effect/vitest"
import { Effect, Layer, Stream } from "effect"
import { HttpBody, HttpClient, HttpClientRequest } from "effect/http"
import { TestClock } from "effect/testing"
import { LinkedAccounts, OAuth2Session } from "../../src/index.ts"
import { json } from "../Provider.ts"
import type { Answer, Seen } from "../Provider.ts"
import { link, makeInstance, server, strict } from "./Instance.ts"

const hosts = ["api.example"]

/** An instance whose provider is at one host, and whose API at others. */
const withApi = (api: (seen: Seen) => Response) => {
  const answer: Answer = strict()
  const { layer, seen } = makeInstance({
    answer: (one, count) => (one.url === server.tokenUrl ? answer(one, count) : api(one))
  })
  const toApi = () =>
    seen
      .filter(({ url }) => url !== server.tokenUrl)
      .map(({ headers, method, url }) => [method, url, headers.get("authorization")])
  return { layer, seen, toApi }
}

const clientOf = (accountId: string) =>
  OAuth2Session.use((session) => Effect.succeed(session.httpClient(accountId, { hosts })))

/** Refuses the tokens given, and takes all others. */
const refusing =
  (...tokens: ReadonlyArray<string>) =>
  ({ headers }: Seen) =>
    tokens.includes(headers.get("authorization")?.replace("Bearer ", "") ?? "")
      ? new Response("", { status: 401 })
      : json({ ok: true })

describe("an account's HTTP client", () => {
  const plain = withApi(() => json({ ok: true }))
  it.effect("sends requests with the account's token", () =>
    Effect.gen(function* () {
      const { id } = yield* link
      const client = yield* clientOf(id)
      const response = yield* client.get("https://api.example/devices", { urlParams: { all: "1" } })
      assert.deepStrictEqual(yield* response.json, { ok: true })
      yield* TestClock.adjust("1 hour")
      yield* client.post("https://api.example/devices", { body: HttpBody.text("{}") })
      assert.deepStrictEqual(plain.toApi(), [
        ["GET", "https://api.example/devices?all=1", "Bearer ACCESSTOKEN1"],
        ["POST", "https://api.example/devices", "Bearer ACCESSTOKEN3"]
      ])
    }).pipe(Effect.provide(plain.layer))
  )

  const revoked = withApi(refusing("ACCESSTOKEN1"))
  it.effect("refreshes on a 401 and sends the request again, body and all", () =>
    Effect.gen(function* () {
      const { id } = yield* link
      const client = yield* clientOf(id)
      const body = HttpBody.jsonUnsafe({ on: true })
      const response = yield* client.put("https://api.example/lamp", { body })
      assert.strictEqual(response.status, 200)
      assert.deepStrictEqual(
        revoked.toApi().map(([, , authorization]) => authorization),
        ["Bearer ACCESSTOKEN1", "Bearer ACCESSTOKEN3"]
      )
      const sent = revoked.seen.filter(({ url }) => url === "https://api.example/lamp")
      assert.deepStrictEqual(
        sent.map(({ form }) => form.toString()),
        Array.from({ length: 2 }, () => new URLSearchParams('{"on":true}').toString())
      )
    }).pipe(Effect.provide(revoked.layer))
  )

  const refused = withApi(() => new Response("", { status: 401 }))
  it.effect("does so once, and then gives the 401", () =>
    Effect.gen(function* () {
      const { id } = yield* link
      const response = yield* Effect.flatMap(clientOf(id), (client) => client.get("https://api.example/"))
      assert.strictEqual(response.status, 401)
      assert.strictEqual(refused.toApi().length, 2)
      assert.strictEqual(refused.seen.length, 4)
    }).pipe(Effect.provide(refused.layer))
  )

  const together = withApi(refusing("ACCESSTOKEN1"))
  it.effect("refreshes once for all requests that were answered 401 at once", () =>
    Effect.gen(function* () {
      const { id } = yield* link
      const client = yield* clientOf(id)
      const requests = Array.from({ length: 100 }, () => client.get("https://api.example/"))
      const responses = yield* Effect.all(requests, { concurrency: "unbounded" })
      assert.deepStrictEqual(new Set(responses.map(({ status }) => status)), new Set([200]))
      assert.strictEqual(together.seen.filter(({ url }) => url === server.tokenUrl).length, 2)
    }).pipe(Effect.provide(together.layer))
  )

  const crowded = withApi(refusing("ACCESSTOKEN1"))
  it.effect("sends one token request for ten thousand requests on an expired token", () =>
    Effect.gen(function* () {
      const { id } = yield* link
      const client = yield* clientOf(id)
      yield* TestClock.adjust("1 hour")
      const requests = Array.from({ length: 10_000 }, () => client.get("https://api.example/"))
      const responses = yield* Effect.all(requests, { concurrency: "unbounded" })
      assert.strictEqual(responses.filter(({ status }) => status === 200).length, 10_000)
      assert.strictEqual(crowded.seen.filter(({ url }) => url === server.tokenUrl).length, 2)
    }).pipe(Effect.provide(crowded.layer))
  )

  const streamed = withApi(refusing("ACCESSTOKEN1"))
  it.effect("does not send a stream again, and has the new token for the next request", () =>
    Effect.gen(function* () {
      const { id } = yield* link
      const client = yield* clientOf(id)
      const body = HttpBody.stream(Stream.make(new TextEncoder().encode("once")))
      assert.strictEqual((yield* client.post("https://api.example/", { body })).status, 401)
      assert.strictEqual((yield* client.get("https://api.example/")).status, 200)
      assert.strictEqual(streamed.toApi().length, 2)
    }).pipe(Effect.provide(streamed.layer))
  )

  describe("never sends the token where it may not go", () => {
    const quiet = withApi(() => json({}))
    it.effect.each(["https://attacker.example/", "http://api.example/", "/devices"])("as to %s", (url) =>
      Effect.gen(function* () {
        const { id } = yield* link
        const error = yield* Effect.flip(Effect.flatMap(clientOf(id), (client) => client.get(url)))
        assert.strictEqual(error._tag, "DestinationNotAllowed")
        assert.deepStrictEqual(quiet.toApi(), [])
      }).pipe(Effect.provide(quiet.layer))
    )

    const redirect = (location: string) =>
      withApi(({ url }) =>
        url === "https://api.example/from"
          ? new Response(null, { status: 307, headers: { location } })
          : json({ ok: true })
      )
    it.effect.each([
      ["https://attacker.example/", null],
      ["http://api.example/", null],
      ["https://api.example/to", "Bearer ACCESSTOKEN1"]
    ] as const)("as by a redirect to %s", ([location, authorization]) => {
      const { layer, seen, toApi } = redirect(location)
      return Effect.gen(function* () {
        const { id } = yield* link
        const client = yield* clientOf(id)
        const response = yield* client.post("https://api.example/from", { body: HttpBody.text("x") })
        assert.strictEqual(response.status, 200)
        assert.deepStrictEqual(toApi().at(-1), ["POST", location, authorization])
        // What fetch follows by itself is out of our hands.
        for (const { redirect } of seen) assert.strictEqual(redirect, "manual")
      }).pipe(Effect.provide(layer))
    })
  })

  it.effect("fails as the session does, and sends nothing", () => {
    const { layer, toApi } = withApi(() => json({}))
    return Effect.gen(function* () {
      const error = yield* Effect.flip(
        Effect.flatMap(clientOf("gone"), (client) => client.get("https://api.example/"))
      )
      assert.strictEqual(error._tag, "AccountNotFound")
      assert.deepStrictEqual(toApi(), [])
    }).pipe(Effect.provide(layer))
  })
})

describe("an account's HTTP client as a layer", () => {
  const program = HttpClient.HttpClient.use((client) =>
    client.pipe(
      HttpClient.mapRequest(HttpClientRequest.prependUrl("https://api.example")),
      HttpClient.filterStatusOk,
      (prepared) => prepared.get("/devices")
    )
  )

  const api = withApi(() => json({ ok: true }))
  it.effect("takes the place of any other", () =>
    Effect.gen(function* () {
      const { id } = yield* link
      const response = yield* Effect.provide(program, OAuth2Session.layerHttpClient(id, { hosts }))
      assert.deepStrictEqual(yield* response.json, { ok: true })
      assert.deepStrictEqual(api.toApi(), [["GET", "https://api.example/devices", "Bearer ACCESSTOKEN1"]])
    }).pipe(Effect.provide(api.layer))
  )

  it.effect("fails as any other, with the session's failure as its cause", () =>
    Effect.gen(function* () {
      const { id } = yield* link
      const elsewhere = OAuth2Session.layerHttpClient(id, { hosts: [] })
      const notAllowed = yield* Effect.flip(Effect.provide(program, elsewhere))
      assert.strictEqual(notAllowed.reason._tag, "InvalidUrlError")
      yield* LinkedAccounts.use((accounts) => accounts.remove(id))
      const gone = yield* Effect.flip(Effect.provide(program, OAuth2Session.layerHttpClient(id, { hosts })))
      assert.strictEqual(gone.reason._tag, "TransportError")
      assert.include(gone.message, "There is no linked account")
    }).pipe(Effect.provide(Layer.fresh(makeInstance().layer)))
  )
})
