import { assert, describe, it } from "@effect/vitest"
import { Option, Result } from "effect"
import * as fc from "fast-check"
import { checkDestination } from "../../src/protocol/checkDestination.ts"

const hosts = ["api.acme.test", "api.acme.test:8443", "localhost:8080", "127.0.0.1:8080"]

const verdict = (url: string) =>
  Result.match(checkDestination(Option.some(new URL(url)), hosts), {
    onSuccess: () => "allowed",
    onFailure: ({ reason }) => reason
  })

describe("an account's token", () => {
  it.each([
    ["https://api.acme.test/devices?all", "allowed"],
    ["https://api.acme.test:443/", "allowed"],
    ["https://API.acme.test/", "allowed"],
    ["https://api.acme.test:8443/", "allowed"],
    ["http://localhost:8080/", "allowed"],
    ["http://127.0.0.1:8080/", "allowed"],
    ["http://api.acme.test/", "notHttps"],
    ["ftp://api.acme.test/", "notHttps"],
    ["https://api.acme.test:444/", "otherHost"],
    ["https://acme.test/", "otherHost"],
    ["https://api.acme.test.attacker.test/", "otherHost"],
    ["https://api.acme.test@attacker.test/", "otherHost"],
    ["https://x.api.acme.test/", "otherHost"],
    ["https://localhost/", "otherHost"]
  ])("to %s: %s", (url, expected) => {
    assert.strictEqual(verdict(url), expected)
  })

  it("never goes to a host that is not named, and the error shows no more of the URL than its origin", () => {
    const secret = "SECRETQUERY"
    fc.assert(
      fc.property(fc.webUrl(), (base) => {
        const url = new URL(base)
        url.searchParams.set("key", secret)
        fc.pre(!hosts.includes(url.host))
        const result = checkDestination(Option.some(url), hosts)
        assert.isTrue(Result.isFailure(result))
        assert.notInclude(JSON.stringify(result), secret)
      })
    )
  })
})
