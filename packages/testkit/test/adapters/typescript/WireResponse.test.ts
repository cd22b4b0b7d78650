import * as fc from "fast-check"
import { assert, describe, it } from "vitest"
import { makeWireResponse } from "../../../src/adapters/typescript/WireResponse.ts"

const answer = fc.record({
  status: fc.constantFrom(200, 201, 299, 300, 400, 401, 503),
  headers: fc.dictionary(
    fc.constantFrom("content-type", "retry-after", "www-authenticate"),
    fc.constantFrom("application/json", "120", 'Basic realm="oauth"'),
    { noNullPrototype: true }
  ),
  body: fc.oneof(fc.string({ unit: "grapheme" }), fc.json(), fc.constant(null))
})

/** What a promise comes to, a failure by its name. */
const outcome = async (promise: Promise<unknown>) =>
  promise.catch((error: unknown) => (error instanceof Error ? error.name : "?"))

describe("a response of the wire", () => {
  it("always reads as the platform's own", () =>
    fc.assert(
      fc.asyncProperty(answer, async ({ body, headers, status }) => {
        const ours = makeWireResponse(status, headers, body, "https://acme.io/token")
        const platforms = () => new Response(body, { status, headers: { "content-type": "", ...headers } })
        assert.strictEqual(ours.ok, platforms().ok)
        assert.strictEqual(ours.status, platforms().status)
        for (const name of ["Content-Type", "retry-after", "X-Other"]) {
          assert.strictEqual(ours.headers.get(name) ?? "", platforms().headers.get(name) ?? "")
        }
        assert.strictEqual(ours.headers.has("Retry-After"), platforms().headers.has("Retry-After"))
        assert.strictEqual(await ours.text(), await platforms().text())
        assert.deepStrictEqual(await outcome(ours.json()), await outcome(platforms().json()))
        const bytes = await platforms().arrayBuffer()
        assert.deepStrictEqual(new Uint8Array(await ours.arrayBuffer()), new Uint8Array(bytes))
        assert.strictEqual(ours.body === null, platforms().body === null)
      })
    ))
})
