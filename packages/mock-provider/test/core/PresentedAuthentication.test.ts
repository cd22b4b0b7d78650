import { inspect } from "node:util"
import { Redacted } from "effect"
import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { decodeForm } from "../../src/core/FormEncoding.ts"
import { presentedAuthentication } from "../../src/core/PresentedAuthentication.ts"
import { RequestParameters } from "../../src/core/RequestParameters.ts"
import { basic } from "../Harness.ts"

const read = (authorization: string | undefined, body = "", query = "") =>
  presentedAuthentication(
    authorization,
    new RequestParameters(decodeForm(body)),
    new RequestParameters(decodeForm(query))
  )

const anyText = fc.string({ unit: "grapheme" })

describe("client authentication", () => {
  it("reads any id and secret out of Basic", () => {
    fc.assert(
      fc.property(anyText, anyText, (clientId, clientSecret) => {
        const { clientSecret: secret, ...rest } = read(basic(clientId, clientSecret))
        expect(rest).toEqual({
          method: "client_secret_basic",
          places: ["client_secret_basic"],
          clientId,
          problem: undefined
        })
        expect(secret === undefined ? undefined : Redacted.value(secret)).toBe(clientSecret)
      })
    )
  })

  it("ends the id at the first colon, as RFC 7617, 2 does", () => {
    const { clientId, clientSecret } = read(`Basic ${btoa("id:se:cret")}`)
    expect(clientId).toBe("id")
    expect(clientSecret && Redacted.value(clientSecret)).toBe("se:cret")
  })

  it("never throws on an Authorization field, nor prints its secret", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (field) => {
        expect(read(field).method).toBe("authorization_other")
        expect(read(`Basic ${field}`).method).toBe("client_secret_basic")
      })
    )
    expect(inspect(read(basic("id", "hush-hush")), { depth: 9 })).not.toContain("hush-hush")
  })

  it.each([
    ["Basic", "basic-syntax"],
    ["Basic ****", "basic-syntax"],
    ["Basic aWQ=", "basic-syntax"],
    ["Basic /zo=", "basic-syntax"],
    [`Basic ${btoa("id:100%")}`, "basic-encoding"],
    ["Bearer abc", "authorization-scheme"]
  ])("finds the fault of %s", (field, problem) => {
    expect(read(field).problem).toBe(problem)
  })

  it("counts every place that carries a secret", () => {
    expect(read(undefined, "client_id=a").places).toEqual([])
    expect(read(undefined, "client_id=a&client_secret=").places).toEqual([])
    expect(read(undefined, "client_id=a&client_secret=b").places).toEqual(["client_secret_post"])
    expect(read(undefined, "", "client_secret=b").method).toBe("client_secret_in_url")
    expect(
      read(basic("a", "b"), "client_id=a&client_secret=b&client_assertion=c", "client_secret=b")
    ).toMatchObject({
      method: "several",
      places: ["client_secret_basic", "client_secret_post", "client_assertion", "client_secret_in_url"]
    })
  })
})
