import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import type { CheckContext } from "../../src/engine/Harness.ts"
import { expectFailure, notToEndWith, ofKind, retriable } from "../../src/reading/failing.ts"
import type { Integration } from "../../src/subject/Integration.ts"
import type { ErrorKind, Outcome, RaisedError, WireRequest } from "../../src/subject/Protocol.ts"
import { SubjectGone } from "../../src/subject/Subject.ts"

const trace = { logs: [], activity: [], standIns: [] }

const error = (kind: ErrorKind, type: string): RaisedError => ({
  kind,
  type,
  message: "it went wrong",
  printed: "it went wrong",
  where: "application_credentials.py:7"
})

const raised = (kind: ErrorKind, type: string): Outcome => ({
  _tag: "raised",
  error: error(kind, type),
  trace
})

const request: WireRequest = {
  method: "POST",
  url: "https://auth.acme-cloud.com/token",
  headers: {},
  body: ""
}

/** Only the integration's other files matter here. */
const worldWith = (siblings: Record<string, string>): CheckContext =>
  ({ integration: Effect.succeed({ siblings } as unknown as Integration) }) as unknown as CheckContext

const judge = (outcome: Outcome, siblings: Record<string, string> = {}, requests = [request]) =>
  Effect.runSync(
    Effect.result(
      expectFailure(
        worldWith(siblings),
        { outcome, requests },
        {
          step: "exchange",
          answer: "HTTP 400",
          accepts: ofKind("reauthentication"),
          wanted: "the host's re-authentication error"
        }
      )
    )
  )

const tagOf = (result: ReturnType<typeof judge>) => (result._tag === "Success" ? "Kept" : result.failure._tag)

describe("a step whose request the provider refuses", () => {
  it("keeps the rule with the error that is wanted", () => {
    assert.strictEqual(tagOf(judge(raised("reauthentication", "ReauthenticationRequired"))), "Kept")
  })

  it("breaks it with a token, with another error and with no end", () => {
    assert.strictEqual(tagOf(judge({ _tag: "returned", value: {}, trace })), "Violated")
    assert.strictEqual(tagOf(judge(raised("client", "aiohttp.ClientResponseError"))), "Violated")
    assert.strictEqual(tagOf(judge({ _tag: "hung", trace })), "Violated")
  })

  it("is not judged where nothing was sent", () => {
    assert.strictEqual(tagOf(judge(raised("other", "KeyError"), {}, [])), "Inconclusive")
  })

  it("may raise an error of its own that the config flow catches", () => {
    const type = "custom_components.acme.exceptions.AcmeError"
    const catching = { "config_flow.py": "try:\n  pass\nexcept (ValueError, AcmeError) as error:\n  pass\n" }
    assert.strictEqual(tagOf(judge(raised("other", type), catching)), "Inconclusive")
    assert.strictEqual(tagOf(judge(raised("other", type))), "Violated")
    assert.strictEqual(
      tagOf(judge(raised("other", "homeassistant.components.acme.exceptions.AcmeError"), catching)),
      "Inconclusive"
    )
  })

  it("may not raise the HTTP client's own error because some file catches that", () => {
    const catching = { "api.py": "try:\n  pass\nexcept ClientResponseError:\n  pass\n" }
    assert.strictEqual(tagOf(judge(raised("client", "aiohttp.ClientResponseError"), catching)), "Violated")
  })
})

describe("no connection", () => {
  it("is for the host to try again with the client's connection errors, not with an answer's", () => {
    assert.isTrue(retriable(error("transient", "TokenEndpointUnavailable")))
    assert.isTrue(retriable(error("timeout", "TimeoutError")))
    assert.isTrue(retriable(error("client", "aiohttp.ClientConnectionError")))
    assert.isFalse(retriable(error("client", "aiohttp.ClientResponseError")))
    assert.isFalse(retriable(error("client", "HttpClientError")))
    assert.isFalse(retriable(error("reauthentication", "ReauthenticationRequired")))
  })
})

describe("a step that takes its worker's life", () => {
  const end = (during: string, again: { readonly notTried?: true } = {}) =>
    Effect.runSync(
      Effect.result(
        notToEndWith(
          "exchange",
          "no answer"
        )(new SubjectGone({ reason: "hang", during, message: "It did not end.", ...again }))
      )
    )

  it("breaks the rule on the answer, where it was that step and was tried", () => {
    const [tried, another, untried] = [end("exchange"), end("authorize"), end("exchange", { notTried: true })]
    assert.strictEqual(tried._tag === "Failure" && tried.failure._tag, "Violated")
    assert.strictEqual(another._tag === "Failure" && another.failure._tag, "SubjectGone")
    assert.strictEqual(untried._tag === "Failure" && untried.failure._tag, "SubjectGone")
  })
})
