import { assert, describe, it } from "@effect/vitest"
import { Effect, Exit, Logger, Redacted, References, Tracer } from "effect"
import { inspect } from "node:util"
import {
  defineApplicationCredentials,
  LinkedAccounts,
  LinkingFlow,
  localImplementation,
  OAuth2Session,
  secretBasic,
  secretPost
} from "../src/index.ts"
import { agree, makeInstance, server } from "./flows/Instance.ts"
import { json } from "./Provider.ts"
import type { Answer } from "./Provider.ts"

/** Runs an effect and gives everything that it told a log or a span, and its exit, as text. */
const traces = <A, E, R>(effect: Effect.Effect<A, E, R>) => {
  const told: Array<unknown> = []
  const tracer = Tracer.make({
    span: (options) => {
      const span = new Tracer.NativeSpan(options)
      told.push(span)
      return span
    }
  })
  const logger = Logger.make((options) => {
    told.push(options.message, options.cause)
  })
  return Effect.exit(effect).pipe(
    Effect.tap((exit) => Effect.logTrace("ended", Exit.isFailure(exit) ? exit.cause : exit.value)),
    Effect.tapCause(Effect.logFatal),
    Effect.withTracer(tracer),
    Effect.provide(Logger.layer([logger])),
    Effect.provideService(References.MinimumLogLevel, "All"),
    Effect.map((exit) => {
      told.push(exit)
      const shown = told.map(
        (one) => inspect(one, { depth: null, showHidden: true }) + safeJson(one) + String(one)
      )
      return { text: shown.join("\n"), count: told.length }
    })
  )
}

// Spans hold bigints and refer to their parents.
const safeJson = (value: unknown): string => {
  const seen = new Set<unknown>()
  return (
    JSON.stringify(value, (_, member: unknown) => {
      if (typeof member === "bigint") return String(member)
      if (typeof member === "object" && member !== null) {
        if (seen.has(member)) return undefined
        seen.add(member)
      }
      return member
    }) ?? ""
  )
}

const everything = Effect.gen(function* () {
  const flow = yield* LinkingFlow
  const query = agree(yield* flow.start({ domain: "acme" }))
  query.set("code", "THECODE")
  const result = yield* flow.callback(query)
  const accounts = yield* LinkedAccounts.use(({ list }) => list)
  const refreshed = yield* OAuth2Session.use((session) =>
    Effect.forEach(accounts, ({ id }) => Effect.exit(session.refresh(id)))
  )
  return { result, accounts, refreshed }
})

const granted = (count: number) =>
  json({ access_token: `ACCESSTOKEN${count}`, refresh_token: `REFRESHTOKEN${count}`, id_token: "IDTOKEN" })
const echo = { error: "CLIENTSECRET", error_description: "THECODE REFRESHTOKEN1 CLIENTSECRET" }

const answers: ReadonlyArray<[string, Answer]> = [
  ["grants everything", (_, count) => granted(count)],
  [
    "refuses the refresh, repeating the secret",
    (_, count) => (count === 1 ? granted(count) : json(echo, { status: 400 }))
  ],
  ["refuses the code, repeating the secret", () => json(echo, { status: 401 })],
  ["answers nonsense, repeating the secret", () => new Response("<p>CLIENTSECRET THECODE</p>")],
  [
    "redirects with the secret",
    () => new Response(null, { status: 302, headers: { location: "/?CLIENTSECRET" } })
  ],
  ["breaks the connection", () => Promise.reject(new Error("CLIENTSECRET THECODE"))]
]

describe("no log, span, error or result shows a secret", () => {
  for (const clientAuthentication of [secretBasic, secretPost]) {
    const module = defineApplicationCredentials({
      getAuthImplementation: (_, domain, credential) =>
        Effect.succeed(localImplementation({ domain, credential, server, pkce: true, clientAuthentication }))
    })
    it.effect.each(answers)("where the provider %s", ([, answer]) => {
      const { layer, seen } = makeInstance({ answer, integration: { module } })
      return Effect.gen(function* () {
        const { text, count } = yield* traces(everything)
        assert.isAbove(count, 5)
        const verifier = seen[0]?.form.get("code_verifier") ?? ""
        assert.isNotEmpty(verifier)
        const basic = seen[0]?.headers.get("authorization")?.replace("Basic ", "")
        const tokens = ["ACCESSTOKEN", "REFRESHTOKEN", "IDTOKEN", "THECODE", "CLIENTSECRET", verifier]
        for (const secret of basic === undefined ? tokens : [...tokens, basic])
          assert.notInclude(text, secret)
        assert.deepStrictEqual([...new Set(seen.map(({ url }) => url))], [server.tokenUrl])
      }).pipe(Effect.provide(layer))
    })
  }

  it.effect("and the net would catch one", () =>
    Effect.gen(function* () {
      const leak = Effect.fail(new Error(Redacted.value(Redacted.make("LEAKED")))).pipe(
        Effect.withSpan("leak")
      )
      assert.include((yield* traces(leak)).text, "LEAKED")
    })
  )
})
