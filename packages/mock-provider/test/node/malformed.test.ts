import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { form, formHeaders, fullClient, makeHarness } from "../Harness.ts"
import { serveInTest } from "./connect.ts"
import { postBytes, sendRaw } from "./wire.ts"

const asked = form({
  grant_type: "client_credentials",
  client_id: fullClient.clientId,
  client_secret: fullClient.clientSecret
})

const bytes = fc.uint8Array({ maxLength: 200 }).map((array) => Buffer.from(array).toString("latin1"))
const junk = fc.oneof(bytes, fc.string({ unit: "binary" }), fc.constantFrom("", "\0", "\r\n", "\r\n\r\n"))

/** One of these texts as a rule, and junk now and then. */
const mostly = (...texts: ReadonlyArray<string>): fc.Arbitrary<string> =>
  fc.oneof({ weight: 9, arbitrary: fc.constantFrom(...texts) }, junk)

const line = fc
  .tuple(
    mostly("GET", "POST", "TRACE", "PUT", "HEAD", "OPTIONS", "CONNECT", "PRI", "get"),
    mostly(
      "/token",
      "/nothing",
      "/_control",
      "/_control/clients",
      "/_control/journal?after=%zz",
      "/token?a=%zz",
      "/%74oken",
      "//token",
      "/token#x",
      "*",
      "http://[",
      "http://other.test/token",
      "other.test:443",
      `/${"a".repeat(20_000)}`
    ),
    mostly("HTTP/1.1", "HTTP/1.1", "HTTP/1.0", "HTTP/2.0", "HTTP/9.9", "ICY")
  )
  .map((parts) => parts.join(" "))

const field = fc
  .tuple(
    mostly(
      "content-length",
      "transfer-encoding",
      "content-type",
      "connection",
      "upgrade",
      "expect",
      "authorization",
      "set-cookie",
      "__proto__"
    ),
    mostly(
      "a",
      "5",
      "-1",
      "99999999999999999999",
      "chunked",
      "identity, chunked",
      "100-continue",
      "websocket",
      "close",
      formHeaders["content-type"],
      "x".repeat(20_000)
    )
  )
  .map(([name, value]) => `${name}: ${value}`)

const body = fc.oneof(
  fc.constantFrom(asked, "5\r\nhello\r\n0\r\n\r\n", "zz\r\n", "ffffffffffffffffff\r\n"),
  junk
)

const request = fc
  .record({ line, fields: fc.array(field, { maxLength: 3 }), body, newline: mostly("\r\n", "\r\n", "\n") })
  .map(({ body, fields, line, newline }) => [line, "host: a", ...fields, "", body].join(newline))

/** A sound request with some of its bytes changed, and cut somewhere. */
const damaged = fc
  .record({
    at: fc.array(fc.tuple(fc.nat({ max: 250 }), fc.nat({ max: 255 })), { maxLength: 3 }),
    cut: fc.option(fc.nat({ max: 250 }))
  })
  .map(({ at, cut }) => {
    const sound = Buffer.from(postBytes("/token", formHeaders, asked))
    for (const [index, byte] of at) if (index < sound.length) sound[index] = byte
    return sound.subarray(0, cut ?? sound.length).toString("latin1")
  })

describe("any bytes at all", () => {
  it("get an HTTP response below 500 or a closed connection, and the next request its answer", async () => {
    const { url } = await serveInTest((issuer) => makeHarness({ issuer }).provider, { control: true })
    const statuses = new Map<string, number>()
    const batch = fc.array(fc.oneof(request, damaged, junk), { minLength: 20, maxLength: 20 })
    await fc.assert(
      fc.asyncProperty(batch, async (requests) => {
        const answers = await Promise.all(
          requests.map((each) => sendRaw(url, Buffer.from(each, "latin1"), { closing: true }))
        )
        for (const { bytes } of answers) {
          expect(bytes).toMatch(/^($|HTTP\/1\.1 (100|[234]\d\d) )/)
          const status = bytes.slice(9, 12)
          statuses.set(status, (statuses.get(status) ?? 0) + 1)
        }
        const { bytes } = await sendRaw(url, postBytes("/token", formHeaders, asked))
        expect(bytes).toMatch(/^HTTP\/1\.1 200 /)
      }),
      { numRuns: 500 }
    )
    // The property would say little if no request came through to the provider, or all of them did.
    for (const status of ["", "200", "400", "401", "404", "431"]) {
      expect(statuses.get(status) ?? 0, `status ${status}`).toBeGreaterThan(10)
    }
  })
})
