import { assert, describe, it } from "@effect/vitest"
import { Result } from "effect"
import * as fc from "fast-check"
import { AuthorizationServer, checkIssuer } from "../../src/index.ts"
import * as arbitrary from "../arbitraries.ts"

const server = (metadata: object = {}) =>
  new AuthorizationServer({
    authorizeUrl: "https://provider.example/authorize",
    tokenUrl: "https://provider.example/token",
    ...metadata
  })
const issuer = "https://provider.example"
const required = server({ issuer, authorizationResponseIssParameterSupported: true })

const judge = (callback: { iss?: string }, server?: AuthorizationServer) =>
  Result.match(checkIssuer(callback, { domain: "acme", server }), {
    onSuccess: () => "taken",
    onFailure: ({ reason }) => reason
  })

describe("checkIssuer", () => {
  it("takes a callback of the server's own", () => {
    assert.strictEqual(judge({ iss: issuer }, server({ issuer })), "taken")
    assert.strictEqual(judge({ iss: issuer }, required), "taken")
  })

  it("never takes a callback of another issuer, however alike", () => {
    const alike = fc.constantFrom(`${issuer}/`, issuer.toUpperCase(), `${issuer}:443`, ` ${issuer}`, "")
    fc.assert(
      fc.property(fc.oneof(alike, fc.webUrl(), arbitrary.text()), fc.boolean(), (iss, isRequired) => {
        fc.pre(iss !== issuer)
        assert.strictEqual(judge({ iss }, isRequired ? required : server({ issuer })), "different")
      })
    )
  })

  it("misses the issuer only of a server that always names itself", () => {
    assert.strictEqual(judge({}, required), "missing")
    assert.strictEqual(judge({}, server({ issuer })), "taken")
  })

  it("has nothing to check where the issuer is not known", () => {
    assert.strictEqual(judge({ iss: issuer }, server()), "taken")
    assert.strictEqual(judge({ iss: issuer }), "taken")
  })

  it("does not repeat what the callback says", () => {
    const failure = Result.getFailure(
      checkIssuer({ iss: "https://attacker.example" }, { domain: "acme", server: required })
    )
    assert.notInclude(JSON.stringify(failure), "attacker")
  })
})
