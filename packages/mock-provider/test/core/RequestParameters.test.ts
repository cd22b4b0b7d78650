import { inspect } from "node:util"
import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { decodeForm } from "../../src/core/FormEncoding.ts"
import { RequestParameters } from "../../src/core/RequestParameters.ts"

const read = (text: string): RequestParameters => new RequestParameters(decodeForm(text))

describe("request parameters", () => {
  it("count an empty value as left out", () => {
    expect(read("scope=").get("scope")).toBeUndefined()
    expect(read("scope=").has("scope")).toBe(true)
  })

  it("find a name that occurs twice, be it without a value", () => {
    expect(read("a=1&b=2&a=").duplicate()).toBe("a")
    expect(read("a=1&b=2").duplicate()).toBeUndefined()
    expect(read("resource=1&resource=2").duplicate()).toBeUndefined()
  })

  it("never print the value of a sensitive parameter", () => {
    const sensitive = fc.constantFrom(
      "client_secret",
      "code",
      "code_verifier",
      "refresh_token",
      "state",
      "client_assertion",
      "password",
      "unheard_of"
    )
    fc.assert(
      fc.property(sensitive, fc.uuid(), (name, value) => {
        const parameters = read(`grant_type=x&${name}=${value}`)
        const printed = [inspect(parameters, { depth: 9, showHidden: true }), JSON.stringify(parameters)]
        expect(printed.join().includes(value)).toBe(false)
        expect(printed.join()).toContain(name)
        expect(parameters.get(name)).toBe(value)
      })
    )
  })

  it("never print what is no name, such as a whole body that is no form", () => {
    const body = fc
      .uuid()
      .chain((secret) =>
        fc.constantFrom(
          [JSON.stringify({ client_secret: secret }), secret] as const,
          [`<client_secret>${secret}</client_secret>`, secret] as const,
          [`client_secret: ${secret}`, secret] as const,
          [secret, secret] as const
        )
      )
    fc.assert(
      fc.property(body, ([text, secret]) => {
        const parameters = read(text)
        expect(inspect(parameters) + JSON.stringify(parameters)).not.toContain(secret)
        expect(parameters.names()).toEqual([text])
      })
    )
  })
})
