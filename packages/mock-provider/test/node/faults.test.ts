import { once } from "node:events"
import { connect } from "node:net"
import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { faultAction } from "../../src/arbitraries/index.ts"
import type { MockProvider, ProviderAnswer } from "../../src/index.ts"
import { expectCalls, FaultAction } from "../../src/index.ts"
import { form, formHeaders, fullClient, makeHarness, redirectUri } from "../Harness.ts"
import { serveInTest } from "./connect.ts"
import { postBytes, sendRaw } from "./wire.ts"

const asked = form({
  grant_type: "client_credentials",
  client_id: fullClient.clientId,
  client_secret: fullClient.clientSecret
})

const make = (issuer: string): MockProvider => makeHarness({ issuer }).provider

/** What a provider of its own answers without a port. */
const answerInProcess = async (url: string, action: FaultAction): Promise<ProviderAnswer> => {
  const provider = make(url)
  provider.setFaults([{ action }])
  const request = { method: "POST", url: `${url}/token`, headers: formHeaders, body: asked }
  const answer = provider.handle(request)
  if (answer._tag !== "Deferred") return answer
  provider.advanceTime(60_000)
  return answer.settled
}

const parsed = (bytes: string) => {
  const [head = "", ...body] = bytes.split("\r\n\r\n")
  const [statusLine = "", ...fields] = head.split("\r\n")
  const headers = fields.map((field) => field.split(/: (.*)/s))
  return {
    status: Number(statusLine.split(" ")[1]),
    headers: new Map(headers.map(([name = "", value = ""]) => [name.toLowerCase(), value])),
    body: Buffer.from(body.join("\r\n\r\n"), "latin1").toString("utf8")
  }
}

describe("a fault on a real port", () => {
  it("always acts as it does without a port", async () => {
    const { served, url } = await serveInTest(make)
    const seen = new Set<string>()
    const property = fc.asyncProperty(faultAction(), async (action) => {
      served.reset()
      served.setFaults([{ action }])
      const expected = await answerInProcess(url, action)
      const sent = sendRaw(url, postBytes("/token", formHeaders, asked))
      if (action._tag === "Slow" && action.milliseconds > 0) {
        await expect.poll(() => served.journal.length, { interval: 1 }).toBe(1)
        served.advanceTime(60_000)
      }
      const { bytes, end } = await sent
      seen.add(action._tag)
      if (expected._tag !== "Response") {
        expect([bytes, end]).toEqual(["", "reset"])
        return
      }
      const { body, headers, status } = parsed(bytes)
      expect(status).toBe(expected.status)
      for (const [name, value] of Object.entries(expected.headers)) expect(headers.get(name)).toBe(value)
      expect(masked(body)).toBe(masked(expected.body))
    })
    await fc.assert(property, { numRuns: 500 })
    // All but silence and huge bodies, which are below.
    expect(seen.size).toBe(Object.keys(FaultAction.cases).length - 2)
  })

  it("breaks the connection when all is done", async () => {
    const { served, url } = await serveInTest(make)
    served.setFaults([{ nth: 1, action: { _tag: "CommitThenDrop" } }])
    expect(await sendRaw(url, postBytes("/token", formHeaders, asked))).toEqual({ bytes: "", end: "reset" })
    const [call] = expectCalls(served, { endpoint: "token", rule: null })
    expect(call?.events).toContainEqual(expect.objectContaining({ _tag: "TokensIssued" }))
  })

  it("is silent until the client gives up, and serves others meanwhile", async () => {
    const { served, url } = await serveInTest(make)
    served.setFaults([{ nth: 1, action: { _tag: "NeverAnswers" } }])
    const { hostname, port } = new URL(url)
    const silent = connect(Number(port), hostname)
    let heard = 0
    silent.on("data", () => heard++)
    silent.write(postBytes("/token", formHeaders, asked))
    await expect.poll(() => served.journal.length).toBe(1)
    const { bytes } = await sendRaw(url, postBytes("/token", formHeaders, asked))
    expect(bytes).toMatch(/^HTTP\/1\.1 200 /)
    expect([heard, silent.readyState]).toEqual([0, "open"])
    silent.destroy()
    await once(silent, "close")
  })

  it("changes the callback", async () => {
    const { served, url } = await serveInTest(make)
    served.setFaults([{ action: { _tag: "CallbackError", error: "access_denied" } }])
    const query = form({
      response_type: "code",
      client_id: fullClient.clientId,
      redirect_uri: redirectUri,
      state: "s"
    })
    const response = await fetch(`${url}/authorize?${query}`, { redirect: "manual" })
    expect(response.headers.get("location")).toMatch(/\?error=access_denied&state=s&iss=/)
  })

  it("sends the whole of a huge body", async () => {
    const { served, url } = await serveInTest(make)
    served.setFaults([{ action: { _tag: "HugeBody" } }])
    const response = await fetch(`${url}/token`, { method: "POST" })
    expect((await response.text()).length).toBe(10_485_760)
  })
})

/** A body without the token that is another one each time. */
const masked = (body: string): string => body.replace(/"access_token":"[\w-]{43}"/, '"access_token":"..."')
