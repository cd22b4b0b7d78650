import { assert, describe, it } from "@effect/vitest"
import * as fc from "fast-check"
import { LinkedAccount, ReauthenticationRequired, updateAccount } from "../../src/index.ts"
import { text, token } from "../arbitraries.ts"

const refusal = new ReauthenticationRequired({
  domain: "acme",
  operation: "refresh",
  reason: "rejected",
  message: "refused"
})

const refused = fc
  .record({ id: text(), domain: text(), title: text(), authImplementation: text(), token })
  .map((members) => new LinkedAccount({ ...members, refusal }))

describe("updateAccount", () => {
  it("ends a refusal by a new token, and by nothing else", () => {
    fc.assert(
      fc.property(refused, token, text(), (account, token, uniqueId) => {
        const { refusal: _, ...linked } = account
        assert.deepStrictEqual(updateAccount(account, { token }), new LinkedAccount({ ...linked, token }))
        assert.deepStrictEqual(
          updateAccount(account, { uniqueId }),
          new LinkedAccount({ ...account, uniqueId })
        )
      })
    )
  })

  it("keeps a refusal that comes", () => {
    fc.assert(
      fc.property(refused, (account) => {
        const { refusal: _, ...linked } = account
        assert.deepStrictEqual(updateAccount(new LinkedAccount(linked), { refusal }), account)
      })
    )
  })
})
