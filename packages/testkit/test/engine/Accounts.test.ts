import { assert, describe, it } from "@effect/vitest"
import { isTokenRequest } from "../../src/engine/Accounts.ts"

const request = (method: string, url: string, body = "") => ({ method, url, headers: {}, body })

describe("a request of a config flow", () => {
  it.each([
    ["a grant in its form", request("POST", "https://acme.example/exchange", "grant_type=refresh_token")],
    ["a grant in its JSON", request("POST", "https://acme.example/exchange", '{"grantType":"code"}')],
    ["an address of tokens", request("POST", "https://acme.example/oauth2/token?region=eu", "code=1")],
    ["an address of access tokens", request("POST", "https://acme.example/access_token/", "{}")]
  ])("asks for a token by %s", (_, wire) => {
    assert.isTrue(isTokenRequest(wire))
  })

  it.each([
    ["is a GET", request("GET", "https://acme.example/token?grant_type=code")],
    ["goes to another address", request("POST", "https://acme.example/tokens/1/devices", "{}")]
  ])("asks for something else where it %s", (_, wire) => {
    assert.isFalse(isTokenRequest(wire))
  })
})
