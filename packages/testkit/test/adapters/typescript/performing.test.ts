import { describe, expect, it } from "@effect/vitest"
import { Effect } from "effect"
import fc from "fast-check"
import type { WireRequest } from "../../../src/subject/Protocol.ts"
import { platform } from "../folders.ts"
import {
  authorize,
  exchange,
  host,
  make,
  makeHostOwn,
  moduleWith,
  perform,
  placeholders,
  refresh,
  server,
  subjectOf,
  tokenAnswer,
  urlOf,
  valueOf
} from "./subjects.ts"

const basic = moduleWith("Effect.succeed({})")

const returned = (body: string, top?: string) =>
  Effect.gen(function* () {
    const subject = yield* subjectOf(moduleWith(body, top))
    const [outcome] = yield* perform(subject, [placeholders])
    return valueOf(outcome)
  })

describe("the host's steps", () => {
  it.effect("give what the hooks give", () =>
    Effect.gen(function* () {
      const subject = yield* subjectOf(`
import { AuthorizationServer, ClientCredential } from "@application-credentials/sdk"
import { Effect, Option, Redacted } from "effect"
export default {
  getAuthorizationServer: () => Effect.succeed(new AuthorizationServer({ authorizeUrl: "https://a", tokenUrl: "t" })),
  getDescriptionPlaceholders: (host) => Effect.succeed({ host: [host.instanceName, host.externalUrl, host.internalUrl ?? null], size: host.components.size, set: new Set() }),
  getClientCredential: (host) => Effect.succeed(Option.fromNullishOr(host.data.acme).pipe(Option.map((id) =>
    new ClientCredential({ clientId: id, clientSecret: Redacted.make("s") }))))
}
`)
      const getClientCredential = { _tag: "getClientCredential", host } as const
      const outcomes = yield* perform(subject, [
        server,
        { ...placeholders, host: { ...host, components: ["my", "cloud"] } },
        getClientCredential,
        { ...getClientCredential, host: { ...host, data: { acme: "id" } } }
      ])
      expect(outcomes.map(valueOf)).toEqual([
        { type: "AuthorizationServer", authorizeUrl: "https://a", tokenUrl: "t" },
        {
          host: ["Home", "https://home.example.org", null],
          size: 2,
          set: { $type: "Set", $repr: "Set(0) {}" }
        },
        null,
        { type: "ClientCredential", clientId: "id", clientSecret: "s", name: null }
      ])
    }).pipe(Effect.provide(platform))
  )

  it.effect("link an account with the host's implementation, and refresh its token", () =>
    Effect.gen(function* () {
      const subject = yield* subjectOf(basic)
      const sent: Array<WireRequest> = []
      const answer = (request: WireRequest) => {
        sent.push(request)
        return tokenAnswer({ refresh_token: "refresh-2", extra: 1 })
      }
      const [made, authorized] = yield* perform(subject, [makeHostOwn, authorize])
      const url = urlOf(authorized)
      const [exchanged, refreshed] = yield* perform(subject, [exchange(url), refresh], {
        fresh: false,
        answer
      })
      expect(valueOf(made)).toMatchObject({
        type: "OAuth2Implementation",
        isImplementation: true,
        domain: "acme_1",
        name: "Mine",
        credentialAfter: { clientId: "id-1", clientSecret: "secret-1", name: "Mine" }
      })
      expect(url.searchParams.get("redirect_uri")).toBe("https://home.example.org/auth/external/callback")
      expect(url.searchParams.get("code_challenge_method")).toBe("S256")
      const [exchangeForm, refreshForm] = sent.map(({ body }) =>
        Object.fromEntries(new URLSearchParams(body))
      )
      expect(exchangeForm).toMatchObject({
        code: "code-1",
        redirect_uri: url.searchParams.get("redirect_uri")
      })
      expect(exchangeForm?.["code_verifier"]).toHaveLength(86)
      expect(refreshForm).toMatchObject({ grant_type: "refresh_token", refresh_token: "refresh-1" })
      const token = {
        access_token: "access-2",
        refresh_token: "refresh-2",
        token_type: "Bearer",
        expires_in: 3600
      }
      expect(valueOf(exchanged)).toEqual({
        resolved: { ...token, extra: 1 },
        stored: { ...token, extra: 1, expires_at: 1_700_003_600 }
      })
      expect(valueOf(refreshed)).toEqual({
        refreshed: { ...token, extra: 1, account: 7, expires_at: 1_700_003_600 },
        passedIn: refresh.token
      })
    }).pipe(Effect.provide(platform))
  )

  it.effect("send the user back by My Home Assistant where it is loaded", () =>
    Effect.gen(function* () {
      const subject = yield* subjectOf(basic)
      const [, authorized] = yield* perform(subject, [
        { ...make, host: { ...host, components: ["my"] } },
        authorize
      ])
      expect(urlOf(authorized).searchParams.get("redirect_uri")).toBe(
        "https://my.home-assistant.io/redirect/oauth"
      )
    }).pipe(Effect.provide(platform))
  )

  it.effect("refuse a state that is not the host's, and one of an earlier start", () =>
    Effect.gen(function* () {
      const subject = yield* subjectOf(basic)
      const [, authorized] = yield* perform(subject, [make, authorize])
      const url = urlOf(authorized)
      const refused = { _tag: "raised", error: { kind: "state" } }
      const forged = yield* perform(subject, [exchange(url, { state: "flow-1" })], { fresh: false })
      expect(forged[0]).toMatchObject(refused)
      const state = url.searchParams.get("state") ?? ""
      const changed = state.replace(/^./, "f")
      expect(
        (yield* perform(subject, [exchange(url, { state: changed })], { fresh: false }))[0]
      ).toMatchObject(refused)
      const anew = yield* perform(subject, [make, exchange(url)], { entropy: 2 })
      expect(anew[1]).toMatchObject(refused)
    }).pipe(Effect.provide(platform))
  )

  it.effect("skip what needs an implementation that was not made", () =>
    Effect.gen(function* () {
      const subject = yield* subjectOf(
        `export default { getAuthImplementation: () => { throw new Error("no") } }`
      )
      const outcomes = yield* perform(subject, [make, authorize, refresh])
      expect(outcomes.map(({ _tag }) => _tag)).toEqual(["raised", "skipped", "skipped"])
    }).pipe(Effect.provide(platform))
  )

  it.effect("tell the host's kinds of errors apart", () =>
    Effect.gen(function* () {
      const subject = yield* subjectOf(basic)
      const kindOf = (answer: Parameters<typeof perform>[2]) =>
        Effect.map(perform(subject, [make, refresh], answer), ([, outcome]) =>
          outcome?._tag === "raised" ? outcome.error.kind : outcome?._tag
        )
      expect(yield* kindOf({ answer: tokenAnswer({}, 400) })).toBe("reauthentication")
      expect(yield* kindOf({ answer: tokenAnswer({}, 503) })).toBe("transient")
      expect(yield* kindOf({ answer: tokenAnswer({}, 302) })).toBe("tokenRequest")
      expect(yield* kindOf({ answer: { _tag: "ConnectionFailure" } })).toBe("transient")
      expect(yield* kindOf({ answer: { _tag: "NeverAnswers" } })).toBe("transient")
    }).pipe(Effect.provide(platform))
  )

  it.effect("name what is no Effect", () =>
    Effect.gen(function* () {
      const subject = yield* subjectOf(`export default { getDescriptionPlaceholders: async () => ({}) }`)
      const [outcome] = yield* perform(subject, [placeholders])
      expect(outcome).toMatchObject({
        _tag: "raised",
        error: {
          kind: "other",
          type: "NotAnEffect",
          message: "getDescriptionPlaceholders must return an Effect, and returned a value of type Promise."
        }
      })
    }).pipe(Effect.provide(platform))
  )

  it.effect("print only the frames of the module's own files", () =>
    Effect.gen(function* () {
      const subject = yield* subjectOf(moduleWith('{ throw new RangeError("too far") }'))
      const [outcome] = yield* perform(subject, [placeholders])
      expect(outcome).toMatchObject({
        error: {
          printed: expect.stringMatching(
            /^RangeError: too far\n {4}at [^\n]*application_credentials\.ts:8:\d+\)?$/
          )
        }
      })
    }).pipe(Effect.provide(platform))
  )

  it.effect("print an error with its cause and the module's own line, and no path of this machine", () =>
    Effect.gen(function* () {
      const subject = yield* subjectOf(
        moduleWith(
          "Effect.gen(function* () { return yield* parse(host.instanceName) })",
          `import { parse } from "./lib/parse.ts"`
        ),
        {
          files: {
            "lib/parse.ts": `import { Effect } from "effect"

export const parse = (text: string) => Effect.sync(() => {
  throw new SyntaxError("cannot parse " + import.meta.url, { cause: new Error("inner") })
})`
          }
        }
      )
      const [outcome] = yield* perform(subject, [placeholders])
      if (outcome?._tag !== "raised") throw new Error("did not fail")
      expect(outcome.error).toMatchObject({ kind: "other", type: "SyntaxError", where: "lib/parse.ts:4" })
      expect(outcome.error.message).toBe("cannot parse lib/parse.ts")
      expect(outcome.error.printed).toContain("lib/parse.ts:4:")
      expect(outcome.error.printed).toContain("[cause]: Error: inner")
      expect(outcome.error.printed).not.toMatch(/file:|\/tmp|node:|\/node_modules/)
    }).pipe(Effect.provide(platform))
  )
})

describe("time in a step", () => {
  it.effect("stands still while the module works and leaps while it waits", () =>
    Effect.gen(function* () {
      const value = yield* returned(`Effect.gen(function* () {
        const times = [yield* Clock.currentTimeMillis, Date.now(), new Date().getTime(), performance.now()]
        yield* Effect.sleep("3 days")
        yield* Effect.promise(() => new Promise((resolve) => setTimeout(resolve, 1000)))
        yield* Effect.yieldNow
        return { times, later: Date.now() - times[0], clock: (yield* Clock.currentTimeMillis) - times[0] }
      })`)
      const start = 1_700_000_000_000
      const later = 3 * 86_400_000 + 1000
      expect(value).toEqual({ times: [start, start, start, start], later, clock: later })
    }).pipe(Effect.provide(platform))
  )

  it.effect.each([
    ["a body is read", 'new Response(new Blob(["x"]).stream()).text()'],
    ["a stream is read", "new Response(new ReadableStream({ start: (c) => c.close() })).arrayBuffer()"],
    ["a digest is made", 'crypto.subtle.digest("SHA-256", new Uint8Array(9))'],
    ["a signature is made", "signed()"],
    ["a file is read", 'readFile(new URL(import.meta.url), "utf8")']
  ] as const)("stands still while %s", ([, work]) =>
    Effect.gen(function* () {
      const value = yield* returned(
        `Effect.promise(async () => ({
        first: await Promise.race([${work}.then(() => "work"), new Promise((r) => setTimeout(r, 1, "time"))])
      }))`,
        `import { readFile } from "node:fs/promises"
const signed = async () => {
  const key = await crypto.subtle.generateKey({ name: "HMAC", hash: "SHA-256" }, false, ["sign"])
  return crypto.subtle.sign("HMAC", key, new Uint8Array(9))
}`
      )
      expect(value).toEqual({ first: "work" })
    }).pipe(Effect.provide(platform))
  )

  it.effect("runs intervals and races in the order of their times", () =>
    Effect.gen(function* () {
      const value = yield* returned(
        `Effect.promise(async () => {
        const seen = []
        const timer = setInterval(() => { seen.push("interval"); if (seen.length > 3) clearInterval(timer) }, 400)
        setTimeout(() => seen.push("second"), 1000)
        const cancelled = setTimeout(() => seen.push("never"), 900)
        clearTimeout(cancelled)
        setImmediate(() => seen.push("first"))
        await wait(4000)
        await Promise.race([wait(2000), new Promise((_, reject) => { AbortSignal.timeout(500).onabort = reject })]).catch(() => seen.push("aborted"))
        return { seen: seen.join(" ") }
      })`,
        'import { setTimeout as wait } from "node:timers/promises"'
      )
      expect(value).toEqual({ seen: "first interval interval second interval aborted" })
    }).pipe(Effect.provide(platform))
  )

  it.effect("waits for what the platform computes in other threads, however long it takes", () =>
    Effect.gen(function* () {
      const value = yield* returned(
        "Effect.promise(work)",
        `import { generateKeyPair, pbkdf2, scrypt } from "node:crypto"
import { promisify } from "node:util"
import { gzip } from "node:zlib"
const work = async () => {
  const derived = await promisify(pbkdf2)("password", "salt", 200_000, 8, "sha256")
  const scrypted = await promisify(scrypt)("password", "salt", 8)
  const keys = await promisify(generateKeyPair)("ec", { namedCurve: "P-256" })
  const zipped = await promisify(gzip)(Buffer.alloc(2 ** 25))
  return { lengths: [derived.length, scrypted.length, zipped.length > 8 ? 8 : 0].join(), keys: Object.keys(keys).join() }
}`
      )
      expect(value).toEqual({ lengths: "8,8,8", keys: "publicKey,privateKey" })
    }).pipe(Effect.provide(platform))
  )

  it.effect("finds a wait that never ends, and continues after it", () =>
    Effect.gen(function* () {
      const subject = yield* subjectOf(moduleWith("Effect.promise(() => new Promise(() => {}))"))
      const outcomes = yield* perform(subject, [placeholders, server, placeholders])
      expect(outcomes.map(({ _tag }) => _tag)).toEqual(["hung", "returned", "hung"])
      const never = yield* subjectOf(moduleWith("Effect.uninterruptible(Effect.never)"))
      expect(yield* perform(never, [placeholders, server])).toMatchObject([
        { _tag: "hung" },
        { _tag: "returned" }
      ])
    }).pipe(Effect.provide(platform))
  )

  it.effect.each<readonly [string, string]>([
    ["a timer", 'Effect.sync(() => (setTimeout(() => fetch("https://stats.io/"), 50_000), {}))'],
    [
      "a fiber",
      'Effect.as(Effect.forkDetach(Effect.andThen(Effect.sleep("50 seconds"), Effect.promise(() => fetch("https://stats.io/")))), {})'
    ],
    [
      "an interval without end",
      'Effect.sync(() => { let rounds = 0; setInterval(() => { if (++rounds === 50) fetch("https://stats.io/") }, 1000); return {} })'
    ]
  ])("lets %s that a step leaves behind continue for a minute, and counts it to the step", ([, body]) =>
    Effect.gen(function* () {
      const subject = yield* subjectOf(moduleWith(body))
      const sent: Array<readonly [number, string]> = []
      const outcomes = yield* perform(subject, [server, placeholders, server], {
        answer: ({ url }, step) => (sent.push([step, url]), tokenAnswer({}))
      })
      expect(sent).toEqual([[1, "https://stats.io/"]])
      expect(outcomes.map(({ _tag }) => _tag)).toEqual(["returned", "returned", "returned"])
    }).pipe(Effect.provide(platform))
  )

  it.effect("ends an exchange after the host's 30 s", () =>
    Effect.gen(function* () {
      const subject = yield* subjectOf(
        moduleWith(
          "Effect.succeed({})",
          `const slow = { domain: "a", name: "n", authorize: () => Effect.sleep("31 seconds"), refresh: () => Effect.never,
             exchange: () => Effect.sleep("29 seconds").pipe(Effect.andThen(Effect.fail(new Error("late")))) }`
        ).replace(
          "getDescriptionPlaceholders",
          "getAuthImplementation: () => Effect.succeed(slow as never), getDescriptionPlaceholders"
        )
      )
      const outcomes = yield* perform(subject, [make, authorize, refresh])
      expect(outcomes[1]).toMatchObject({ _tag: "raised", error: { kind: "timeout" } })
      expect(outcomes[2]).toMatchObject({ _tag: "hung" })
    }).pipe(Effect.provide(platform))
  )
})

describe("a script", () => {
  const noisy = moduleWith(
    `Effect.gen(function* () {
      yield* Effect.logInfo(yield* Random.next)
      const response = yield* Effect.promise(() => fetch("https://acme.io/?" + Math.random(), { method: "POST", body: "b" }).then((r) => r.text(), String))
      const bytes = crypto.getRandomValues(new Uint8Array(8)).join()
      return { response, bytes, uuid: crypto.randomUUID(), node: randomBytes(4).toString("hex"), id: randomUUID(), now: String(new Date()), at: Date.now() }
    })`,
    'import { randomBytes, randomUUID } from "node:crypto"'
  )

  it.effect("always has the same outcomes and requests, and others for another seed", () =>
    Effect.gen(function* () {
      const subject = yield* subjectOf(noisy)
      const run = async (entropy: number, now: number) => {
        const requests: Array<WireRequest> = []
        const steps = [make, authorize, placeholders, refresh, placeholders]
        const outcomes = await Effect.runPromise(
          perform(subject, steps, {
            entropy,
            now,
            answer: (request) => (requests.push(request), tokenAnswer({}))
          })
        )
        return JSON.stringify({ outcomes, requests })
      }
      yield* Effect.promise(() =>
        fc.assert(
          fc.asyncProperty(
            fc.nat(),
            fc.nat(),
            fc.integer({ min: 0, max: 4e9 }),
            async (first, second, now) => {
              const once = await run(first, now)
              expect(await run(first, now)).toBe(once)
              if (first !== second) expect(await run(second, now)).not.toBe(once)
            }
          ),
          { numRuns: 30 }
        )
      )
    }).pipe(Effect.provide(platform))
  )

  it.effect("keeps implementations of the script before only where it is not fresh", () =>
    Effect.gen(function* () {
      const subject = yield* subjectOf(basic)
      yield* perform(subject, [make])
      expect(yield* perform(subject, [authorize], { fresh: false })).toMatchObject([{ _tag: "returned" }])
      expect(yield* perform(subject, [authorize])).toEqual([{ _tag: "skipped" }])
    }).pipe(Effect.provide(platform))
  )

  it.effect("says which step a request comes from", () =>
    Effect.gen(function* () {
      const subject = yield* subjectOf(basic)
      const steps: Array<number> = []
      yield* perform(subject, [make, refresh, server, refresh], {
        answer: (_, step) => (steps.push(step), tokenAnswer({}))
      })
      expect(steps).toEqual([1, 3])
    }).pipe(Effect.provide(platform))
  )
})
