import { assert, describe, it } from "vitest"
import { makeWireFetch } from "../../../src/adapters/typescript/WireFetch.ts"
import type { WireAnswer, WireRequest } from "../../../src/subject/Protocol.ts"

const redirect = (status: number, location: string): WireAnswer => ({
  _tag: "Response",
  status,
  headers: { location },
  body: ""
})
const done: WireAnswer = { _tag: "Response", status: 200, headers: { "x-done": "yes" }, body: "done" }

/** A fetch that is given these answers in turn, the last one again and again, and what it sent. */
const fetching = (...answers: ReadonlyArray<WireAnswer>) => {
  const sent: Array<WireRequest> = []
  const fetch = makeWireFetch((request) => {
    sent.push(request)
    return answers[Math.min(sent.length, answers.length) - 1] ?? done
  })
  return { fetch, sent }
}

const post = {
  method: "POST",
  headers: { authorization: "Basic aWQ6cw==", "content-type": "application/x-www-form-urlencoded" },
  body: "code=c"
}

/** The message and the cause of what a promise fails with. */
const failure = async (promise: Promise<unknown>) => {
  const error: unknown = await promise.then(
    () => null,
    (reason: unknown) => reason
  )
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause.message : null
  return { name: error instanceof Error ? error.name : null, cause }
}

describe("fetch over the wire", () => {
  it.each([
    [301, "GET", ""],
    [302, "GET", ""],
    [303, "GET", ""],
    [307, "POST", "code=c"],
    [308, "POST", "code=c"]
  ])("follows a %d by %s, as the platform does", async (status, method, body) => {
    const { fetch, sent } = fetching(redirect(status, "/other"), done)
    const response = await fetch("https://acme.io/token", post)
    assert.strictEqual(response.url, "https://acme.io/other")
    assert.strictEqual(await response.text(), "done")
    assert.deepInclude(sent[1], { method, body, url: "https://acme.io/other" })
    assert.strictEqual("content-type" in (sent[1]?.headers ?? {}), method === "POST")
    assert.strictEqual(sent[1]?.headers["authorization"], "Basic aWQ6cw==")
  })

  it("takes no secret header to another origin", async () => {
    const { fetch, sent } = fetching(redirect(307, "https://elsewhere.io/"), done)
    await fetch("https://acme.io/token", post)
    assert.deepInclude(sent[1], { url: "https://elsewhere.io/", body: "code=c" })
    assert.notProperty(sent[1]?.headers, "authorization")
  })

  it("gives a redirect itself where it may not follow, and fails where it may not be there", async () => {
    const { fetch, sent } = fetching(redirect(302, "https://elsewhere.io/"))
    const response = await fetch("https://acme.io/token", { ...post, redirect: "manual" })
    assert.strictEqual(response.status, 302)
    const failed = await failure(fetch("https://acme.io/token", { ...post, redirect: "error" }))
    assert.deepStrictEqual(failed, { name: "TypeError", cause: "unexpected redirect" })
    assert.lengthOf(sent, 2)
  })

  it("follows twenty redirects and no more", async () => {
    const { fetch, sent } = fetching(redirect(302, "https://acme.io/again"))
    assert.strictEqual((await failure(fetch("https://acme.io/"))).cause, "unexpected redirect")
    assert.lengthOf(sent, 21)
  })

  it("fails without a connection, and waits for ever without an answer unless it is aborted", async () => {
    const none = await failure(fetching({ _tag: "ConnectionFailure" }).fetch("https://acme.io/"))
    assert.deepStrictEqual(none, { name: "TypeError", cause: "connect ECONNREFUSED acme.io" })
    const controller = new AbortController()
    const waiting = fetching({ _tag: "NeverAnswers" }).fetch("https://acme.io/", {
      signal: controller.signal
    })
    controller.abort()
    assert.strictEqual((await failure(waiting)).name, "AbortError")
  })

  it("sends no fragment", async () => {
    const { fetch, sent } = fetching(done)
    await fetch(new URL("https://acme.io/a?b=c#d"))
    await fetch("https://acme.io/a?b=c#d")
    assert.deepStrictEqual(
      sent.map(({ url }) => url),
      ["https://acme.io/a?b=c", "https://acme.io/a?b=c"]
    )
  })
})
