import { Agent, METHODS, request } from "node:http"
import { text } from "node:stream/consumers"
import fc from "fast-check"
import { describe, expect, it, onTestFinished } from "vitest"
import type { WireRequest, WireResponse } from "../../src/index.ts"
import { anyRequest, expectRightAnswer, seenNothing } from "../requests.ts"
import { makeHarness } from "../Harness.ts"
import { serveInTest } from "./connect.ts"

const token = /^[!#$%&'*+.^_`|~\w-]+$/
// A HEAD has no body to check, a CONNECT asks for a tunnel, and what Node does not know never comes to an application.
const methods = new Set(METHODS.filter((method) => method !== "HEAD" && method !== "CONNECT"))
const framing = new Set(["connection", "content-length", "expect", "host", "transfer-encoding", "upgrade"])

/** The request as far as HTTP can carry it, to an endpoint. */
const carried = ({ body, headers, method, url }: WireRequest) => {
  const asked = URL.parse(url)
  const isOfEndpoint = asked?.host === "provider.test" && asked.pathname !== "/"
  const named = Object.entries(headers).filter(
    ([name]) => token.test(name) && !framing.has(name.toLowerCase())
  )
  return {
    method: methods.has(method) ? method : "GET",
    path: isOfEndpoint ? asked.pathname + asked.search : "/token",
    headers: {
      ...Object.fromEntries(named.filter(([, value]) => /^[\t\x20-\x7E\x80-\xFF]*$/.test(value))),
      "content-length": Buffer.byteLength(body)
    }
  }
}

const startClient = (url: string) => {
  const agent = new Agent({ keepAlive: true })
  onTestFinished(() => agent.destroy())
  return (sent: WireRequest): Promise<WireResponse> =>
    new Promise((resolve, reject) => {
      const asked = request(url, { ...carried(sent), agent }, async (response) => {
        const { headers, statusCode = 0 } = response
        const fields = Object.entries(headers).map(([name, value]) => [name, `${value}`])
        resolve({ status: statusCode, headers: Object.fromEntries(fields), body: await text(response) })
      })
      asked.on("error", reject).end(sent.body)
    })
}

describe("any request at all, to a port,", () => {
  it("gets an RFC error, an allowed redirect or its due, and never a 500", async () => {
    const { served, url } = await serveInTest((issuer) => makeHarness({ issuer }).provider)
    const send = startClient(url)
    const seen = seenNothing()
    await fc.assert(
      fc.asyncProperty(fc.array(anyRequest, { minLength: 20, maxLength: 20 }), async (requests) => {
        for (const each of requests) expectRightAnswer(served, await send(each), seen)
      }),
      { numRuns: 500 }
    )
    expect(seen.redirects + seen.successes + seen.refusals).toBe(10_000)
    expect(seen.redirects).toBeGreaterThan(500)
    expect(seen.successes).toBeGreaterThan(100)
    expect(seen.rules.size).toBeGreaterThan(30)
  })
})
