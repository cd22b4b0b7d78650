import { assert, describe, it } from "@effect/vitest"
import * as fc from "fast-check"
import { anyCredential, ordinaryCredential } from "../../src/arbitraries/credential.ts"
import { presentedClient } from "../../src/reading/presentedClient.ts"
import type { WireRequest } from "../../src/subject/Protocol.ts"

const request = (given: Partial<WireRequest>): WireRequest => ({
  method: "POST",
  url: "https://auth.example.net/token",
  headers: {},
  body: "",
  ...given
})

const base64 = (text: string) => Buffer.from(text).toString("base64")
const form = (text: string) => new URLSearchParams({ "": text }).toString().slice(1)

describe("the client that a token request presents", () => {
  it.each<[string, (id: string, secret: string) => WireRequest]>([
    [
      "in a form",
      (id, secret) =>
        request({ body: new URLSearchParams({ client_id: id, client_secret: secret }).toString() })
    ],
    ["in JSON", (id, secret) => request({ body: JSON.stringify({ client_id: id, client_secret: secret }) })],
    [
      "in the URL",
      (id, secret) =>
        request({
          url: `https://auth.example.net/token?${new URLSearchParams({ client_id: id, client_secret: secret })}`
        })
    ],
    [
      "by HTTP Basic",
      (id, secret) =>
        request({ headers: { authorization: `Basic ${base64(`${form(id)}:${form(secret)}`)}` } })
    ]
  ])("is found %s, for any credential", (_, write) =>
    fc.assert(
      fc.property(anyCredential, ({ clientId, clientSecret }) => {
        const { ids, secrets } = presentedClient(write(clientId, clientSecret))
        assert.lengthOf(ids, 1)
        assert.lengthOf(secrets, 1)
        assert.include(ids[0] ?? [], clientId)
        assert.include(secrets[0] ?? [], clientSecret)
      })
    )
  )

  it("is found by HTTP Basic without form encoding, for an ordinary credential", () =>
    fc.assert(
      fc.property(ordinaryCredential, ({ clientId, clientSecret }) => {
        const { ids, secrets } = presentedClient(
          request({ headers: { authorization: `Basic ${base64(`${clientId}:${clientSecret}`)}` } })
        )
        assert.include(ids[0] ?? [], clientId)
        assert.include(secrets[0] ?? [], clientSecret)
      })
    ))

  it("is nobody where the request says nothing", () => {
    assert.deepStrictEqual(presentedClient(request({ body: "grant_type=authorization_code&code=x" })), {
      ids: [],
      secrets: []
    })
  })
})
