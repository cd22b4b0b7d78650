import { assert, describe, it } from "@effect/vitest"
import { Cause, Effect, Metric, Redacted, Schema } from "effect"
import * as fc from "fast-check"
import { createServer } from "node:http"
import { callbackPath } from "../../src/index.ts"
import { anySecret } from "../arbitraries.ts"
import { recordMetrics } from "./effects.ts"
import { learnMember } from "./Secrets.ts"
import { shown, takeLeaks, tell } from "./Told.ts"

class Refusal extends Schema.TaggedError<Refusal>()("Refusal", {
  message: Schema.String,
  cause: Schema.optionalKey(Schema.Defect())
}) {}

const secret = Redacted.value(Redacted.make("CANARY-OF-THE-CANARIES"))
const place = "the secret of test/canaries/canaries.test.ts:"

/** Answers one request with a text. */
const answered = (text: string) =>
  Effect.promise(async () => {
    const server = createServer((_, response) => response.end(text))
    await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening))
    const address = server.address()
    const port = typeof address === "object" ? address?.port : undefined
    await fetch(`http://127.0.0.1:${port}`).then((response) => response.text())
    await new Promise((closed) => server.close(closed))
  })

const ways: ReadonlyArray<[string, string, Effect.Effect<unknown, unknown>]> = [
  ["a record at the least level", "a log record", Effect.logTrace("here", { secret })],
  ["a record's annotation", "a log record", Effect.annotateLogs(Effect.log("here"), { secret })],
  ["a record's cause", "a log record", Effect.logError(Cause.fail(new Error(secret)))],
  ["a span's name", `the span "of <secret>"`, Effect.withSpan(Effect.void, `of ${secret}`)],
  ["a span's attribute", `the span "here"`, Effect.withSpan(Effect.void, "here", { attributes: { secret } })],
  [
    "a span's failure",
    `the failure of the span "here"`,
    Effect.withSpan(Effect.fail(new Error(secret)), "here")
  ],
  ["a span's result", `the result of the span "here"`, Effect.withSpan(Effect.succeed({ secret }), "here")],
  [
    "a metric",
    `the metric "here"`,
    Metric.update(Metric.withAttributes(Metric.counter("here"), { secret }), 1)
  ],
  ["an error's message", `the error "Refusal"`, Effect.fail(new Refusal({ message: secret }))],
  [
    "an error's cause",
    `the error "Refusal"`,
    Effect.fail(new Refusal({ message: "no", cause: new Error(secret) }))
  ],
  ["a defect", `the error "Refusal"`, Effect.die(new Refusal({ message: secret }))],
  ["the console", "the console", Effect.sync(() => globalThis.console.debug("here", { secret }))],
  ["the output", "the process's output", Effect.sync(() => process.stdout.write(`${secret}\n`))],
  [
    "the output of errors",
    "the process's output",
    Effect.sync(() => process.stderr.write(Buffer.from(`${secret}\n`)))
  ],
  ["a URL", "a URL", Effect.sync(() => new URL(`https://a.test/?token=${secret}`))],
  ["a request", "a URL", Effect.sync(() => new Request(`https://a.test/${secret}`))],
  ["what is fetched", "a URL", Effect.promise(() => fetch(`data:text/plain,${secret}`))],
  ["a server's answer", "an answer of the server", answered(`<p>${secret}</p>`)]
]

describe("a test", () => {
  it.fails("that tells a secret fails", () => {
    new URL(`https://a.test/?token=${secret}`)
  })

  it.fails("whose secret is too short fails", () => {
    Redacted.make("brief")
  })
})

describe("the canaries", () => {
  it.effect.each(ways)("notice a secret in %s, and say where without repeating it", ([, where, way]) =>
    Effect.gen(function* () {
      yield* Effect.exit(Effect.suspend(() => way))
      yield* recordMetrics
      const leaks = takeLeaks()
      assert.isNotEmpty(leaks)
      for (const leak of leaks) {
        assert.include(leak, `${where} shows ${place}`)
        assert.notInclude(leak, secret)
      }
    }).pipe(Effect.provideService(Metric.MetricRegistry, new Map()))
  )

  it("know whatever is redacted, in whatever form it is shown", () => {
    const forms = fc.constantFrom<(secret: string) => string>(
      (text) => text,
      (text) => shown({ text }),
      (text) => encodeURIComponent(text),
      (text) => String(new URLSearchParams({ text })),
      (text) => Buffer.from(text).toString("base64url")
    )
    fc.assert(
      fc.property(anySecret, forms, fc.string(), fc.string(), (text, form, before, after) => {
        Redacted.make(text)
        tell("here", `${before}${form(text)}${after}`)
        assert.isNotEmpty(takeLeaks())
        tell("here", `Basic ${btoa(before.replaceAll(/[^ -~]/g, "") + encodeURIComponent(text))}`)
        assert.isNotEmpty(takeLeaks())
      })
    )
  })

  it("know what a message names a secret, before or after it is shown", () => {
    tell("here", "CANARY-OF-A-MESSAGE")
    learnMember("access_token", "CANARY-OF-A-MESSAGE")
    assert.lengthOf(takeLeaks(), 1)
  })

  it("want a secret that no text has by chance", () => {
    Redacted.make("short")
    const [leak] = takeLeaks()
    assert.include(leak, `${place}`)
    assert.include(leak, "too short")
    Redacted.make("")
    assert.isEmpty(takeLeaks())
  })

  it("let the user's browser carry the state, and the code to the callback", () => {
    const query = new URLSearchParams({ code: secret, state: secret })
    const url = new URL(`https://home.test${callbackPath}?${query}#top`)
    assert.strictEqual(url.searchParams.get("code"), secret)
    assert.isEmpty(takeLeaks())
    new URL(`https://provider.test/token?${query}`)
    assert.isNotEmpty(takeLeaks())
  })

  it.effect("let an administrator list credentials", () =>
    Effect.gen(function* () {
      yield* answered(JSON.stringify({ client_id: "id", client_secret: secret }))
      assert.isEmpty(takeLeaks())
    })
  )
})
