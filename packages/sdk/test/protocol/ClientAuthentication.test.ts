import { assert, describe, it } from "@effect/vitest"
import { Redacted } from "effect"
import * as fc from "fast-check"
import { ClientCredential, none, secretBasic, secretPost } from "../../src/index.ts"
import * as arbitrary from "../arbitraries.ts"

const formDecode = (encoded: string): string => new URLSearchParams(`v=${encoded}`).get("v") ?? ""

const basicParts = (credential: ClientCredential): ReadonlyArray<string> => {
  const header = secretBasic(credential).headers["authorization"] ?? Redacted.make("")
  const decoded = Buffer.from(Redacted.value(header).replace(/^Basic /, ""), "base64").toString("latin1")
  return decoded.split(":")
}

describe("secretBasic", () => {
  it("gives back any id and secret to a server that decodes by the RFC", () => {
    fc.assert(
      fc.property(arbitrary.credential, (credential) => {
        assert.deepStrictEqual(basicParts(credential).map(formDecode), [
          credential.clientId,
          Redacted.value(credential.clientSecret)
        ])
      })
    )
  })

  it("encodes what Basic and forms reserve", () => {
    const credential = new ClientCredential({ clientId: "a:b c", clientSecret: Redacted.make("%é+ CANARY") })
    assert.deepStrictEqual(basicParts(credential), ["a%3Ab+c", "%25%C3%A9%2B+CANARY"])
  })

  it("puts nothing into the body", () => {
    fc.assert(
      fc.property(arbitrary.credential, (credential) => {
        assert.deepStrictEqual(secretBasic(credential).parameters, {})
      })
    )
  })
})

describe("secretPost", () => {
  it("leaves out an empty secret", () => {
    const credential = new ClientCredential({ clientId: "id", clientSecret: Redacted.make("") })
    assert.deepStrictEqual(secretPost(credential), none(credential))
  })

  it("sends id and secret as they are, and no header", () => {
    fc.assert(
      fc.property(arbitrary.credential, (credential) => {
        const { headers, parameters } = secretPost(credential)
        assert.deepStrictEqual(headers, {})
        assert.deepStrictEqual(parameters, {
          client_id: credential.clientId,
          client_secret: credential.clientSecret
        })
      })
    )
  })
})

describe("none", () => {
  it("never sends the secret", () => {
    fc.assert(
      fc.property(arbitrary.credential, (credential) => {
        assert.deepStrictEqual(none(credential), {
          headers: {},
          parameters: { client_id: credential.clientId }
        })
      })
    )
  })
})
