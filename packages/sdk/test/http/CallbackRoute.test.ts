import { assert, describe, it, layer } from "@effect/vitest"
import { Effect, Layer, Redacted, Tracer } from "effect"
import type { HttpServerRequest } from "effect/http/HttpServerRequest"
import * as fc from "fast-check"
import { createHash } from "node:crypto"
import { inspect } from "node:util"
import { layerRedactedQuery } from "../../src/http/index.ts"
import {
  callbackPath,
  ClientCredential,
  CredentialStore,
  LinkedAccounts,
  LinkingFlow
} from "../../src/index.ts"
import type { RequestContext } from "../../src/index.ts"
import { agree } from "../flows/Instance.ts"
import { json } from "../Provider.ts"
import { baseUrl, layerServer } from "./Server.ts"

const visitCallback = (query: URLSearchParams | string, init: RequestInit = {}) =>
  Effect.flatMap(baseUrl, (url) => Effect.promise(() => fetch(`${url}${callbackPath}?${query}`, init)))

const pageAt = Effect.fnUntraced(function* (query: URLSearchParams | string) {
  const response = yield* visitCallback(query)
  const text = yield* Effect.promise(() => response.text())
  return { status: response.status, headers: response.headers, text, closes: text.includes("window.close()") }
})

/** Begins a flow, and gives the query that the provider sends its user back with. */
const begin = Effect.fnUntraced(function* (context: RequestContext = {}) {
  const credential = new ClientCredential({ clientId: "id", clientSecret: Redacted.make("CLIENTSECRET") })
  yield* CredentialStore.use((store) => store.create({ domain: "acme", credential }))
  return agree(yield* LinkingFlow.use((flow) => flow.start({ domain: "acme", ...context })))
})

const accounts = LinkedAccounts.use(({ list }) => list)

describe("the callback", () => {
  it.effect("links the account, and closes the window", () =>
    Effect.gen(function* () {
      const { status, text, closes } = yield* pageAt(yield* begin())
      assert.deepStrictEqual([status, closes], [200, true])
      assert.include(text, "Your account is linked")
      assert.include(text, "You can close this window")
      assert.strictEqual((yield* accounts).length, 1)
    }).pipe(Effect.provide(layerServer()))
  )

  it.effect("closes the window of a user who said no", () =>
    Effect.gen(function* () {
      const query = yield* begin()
      query.delete("code")
      query.set("error", "access_denied")
      const { status, text, closes } = yield* pageAt(query)
      assert.deepStrictEqual([status, closes], [200, true])
      assert.include(text, "Your account was not linked")
    }).pipe(Effect.provide(layerServer()))
  )

  it.effect("says what is wrong where the provider gives no token, and leaves the window open", () =>
    Effect.gen(function* () {
      const query = yield* begin()
      const { status, text, closes } = yield* pageAt(query)
      assert.deepStrictEqual([status, closes], [200, false])
      assert.include(text, "oauth_unauthorized")
      for (const secret of ["CLIENTSECRET", query.get("code") ?? "", query.get("state") ?? ""])
        assert.notInclude(text, secret)
    }).pipe(Effect.provide(layerServer({ answer: () => json({ error: "invalid_client" }, { status: 401 }) })))
  )

  it.effect("is taken once", () =>
    Effect.gen(function* () {
      const query = yield* begin()
      yield* pageAt(query)
      const { status, text } = yield* pageAt(query)
      assert.strictEqual(status, 400)
      assert.include(text, "This callback came before.")
      assert.strictEqual((yield* accounts).length, 1)
    }).pipe(Effect.provide(layerServer()))
  )

  it.effect("is not used up by a HEAD request", () =>
    Effect.gen(function* () {
      const query = yield* begin()
      const { status, headers } = yield* visitCallback(query, { method: "HEAD" })
      assert.deepStrictEqual([status, headers.get("allow")], [405, "GET"])
      assert.include((yield* pageAt(query)).text, "Your account is linked")
    }).pipe(Effect.provide(layerServer()))
  )
})

describe("the callback of a flow that was begun in one browser", () => {
  const requestContext = ({ cookies }: HttpServerRequest) =>
    cookies["session"] === undefined ? {} : { browser: Redacted.make(cookies["session"]) }

  it.effect.each<[string, string, number, string]>([
    ["is taken from this one", "session=MYBROWSER", 200, "Your account is linked"],
    ["is refused from another", "session=OTHERBROWSER", 400, "The callback came to another browser"],
    ["is refused from one that nobody knows", "", 400, "The callback came to another browser"]
  ])("%s", ([, cookie, status, text]) =>
    Effect.gen(function* () {
      const query = yield* begin({ browser: Redacted.make("MYBROWSER") })
      const response = yield* visitCallback(query, { headers: { cookie } })
      assert.strictEqual(response.status, status)
      assert.include(yield* Effect.promise(() => response.text()), text)
    }).pipe(Effect.provide(layerServer({ requestContext })))
  )
})

layer(layerServer())("A callback is refused", (it) => {
  it.effect.each<[string, string, number, string]>([
    ["without a state", "code=THE-CODE", 200, "Missing state parameter"],
    ["without a code and an error", "state=a", 200, "Missing code or error parameter"],
    [
      "with a code that comes twice",
      "state=a&code=THE-CODE&code=CODE-TWO",
      200,
      "The parameter code came twice"
    ],
    [
      "with a state of another instance",
      "state=a&code=THE-CODE",
      400,
      "Invalid state. Is My Home Assistant configured to go to the right instance?"
    ]
  ])("%s", ([, query, expected, reason]) =>
    Effect.gen(function* () {
      const { status, text, closes } = yield* pageAt(query)
      assert.deepStrictEqual([status, closes], [expected, false])
      assert.include(text, reason)
    })
  )

  it.effect("whatever its query is, without an error of the server", () =>
    Effect.gen(function* () {
      const query = fc.oneof(fc.string({ unit: "binary" }).map(encodeURI), fc.webQueryParameters())
      const context = yield* Effect.context<Effect.Services<ReturnType<typeof pageAt>>>()
      const property = fc.asyncProperty(query, async (one) => {
        const { status, text } = await Effect.runPromiseWith(context)(pageAt(one))
        assert.include([200, 400], status)
        assert.include(text, "Your account was not linked")
      })
      yield* Effect.promise(() => fc.assert(property, { numRuns: 50 }))
    })
  )
})

layer(layerServer())("The page of a callback", (it) => {
  it.effect("may run and load nothing but what it holds", () =>
    Effect.gen(function* () {
      const pages = [yield* pageAt("state=a&code=THE-CODE"), yield* pageAt(yield* begin())]
      const hashesOf = (element: string) =>
        pages.map(({ text }) => {
          const content = new RegExp(`<${element}>([^]*)</${element}>`).exec(text)?.[1] ?? ""
          return `'sha256-${createHash("sha256").update(content).digest("base64")}'`
        })
      const policy = [
        "default-src 'none'",
        `script-src ${hashesOf("script").join(" ")}`,
        `style-src ${hashesOf("style")[0]}`,
        "base-uri 'none'",
        "form-action 'none'",
        "frame-ancestors 'none'"
      ].join("; ")
      for (const { headers } of pages) assert.strictEqual(headers.get("content-security-policy"), policy)
    })
  )

  it.effect("takes the code out of the address", () =>
    Effect.gen(function* () {
      const hides = `history.replaceState(null, "", location.pathname)`
      assert.include((yield* pageAt("state=a&code=THE-CODE")).text, hides)
    })
  )

  it.effect("is kept by no cache, and tells no other site where it was", () =>
    Effect.gen(function* () {
      const { headers } = yield* pageAt("state=a&code=THE-CODE")
      assert.strictEqual(headers.get("content-type"), "text/html; charset=utf-8")
      assert.strictEqual(headers.get("cache-control"), "no-store")
      assert.strictEqual(headers.get("referrer-policy"), "no-referrer")
      assert.strictEqual(headers.get("x-content-type-options"), "nosniff")
    })
  )
})

describe("layerRedactedQuery", () => {
  const spans: Array<Tracer.Span> = []
  const tracer = Tracer.make({
    span: (options) => {
      const span = new Tracer.NativeSpan(options)
      spans.push(span)
      return span
    }
  })
  const traced = layerServer().pipe(
    Layer.provide(layerRedactedQuery),
    Layer.provide(Layer.succeed(Tracer.Tracer, tracer))
  )

  it.effect("keeps code and state out of the server's spans", () =>
    Effect.gen(function* () {
      yield* pageAt("state=THESTATE&code=THE-CODE")
      const shown = inspect(spans, { depth: null, showHidden: true })
      assert.include(shown, `${callbackPath}?state=REDACTED&code=REDACTED`)
      for (const secret of ["THESTATE", "THE-CODE"]) assert.notInclude(shown, secret)
    }).pipe(Effect.provide(traced))
  )
})
