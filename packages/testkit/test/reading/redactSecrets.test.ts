import * as fc from "fast-check"
import { assert, describe, it } from "vitest"
import { redactSecrets } from "../../src/reading/redactSecrets.ts"

const letters = fc.string({ unit: fc.constantFrom(..."abcdef"), minLength: 4, maxLength: 12 })

describe("redactSecrets", () => {
  it("leaves nothing of a secret, in whatever order the secrets come and whichever begins another", () =>
    fc.assert(
      fc.property(letters, letters, fc.boolean(), (secret, tail, isReversed) => {
        const secrets = [secret, secret + tail]
        const redact = redactSecrets(isReversed ? secrets.toReversed() : secrets)
        assert.strictEqual(redact(`not with ${secret + tail}!`), "not with <redacted>!")
        assert.strictEqual(redact(`not with ${secret}!`), "not with <redacted>!")
      })
    ))

  it("leaves everything else as it is", () => {
    assert.strictEqual(redactSecrets(["hunter2-hunter2"])("not with hunter2"), "not with hunter2")
    assert.strictEqual(redactSecrets([])("not with anything"), "not with anything")
  })
})
