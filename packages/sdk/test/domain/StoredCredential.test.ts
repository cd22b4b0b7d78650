import { assert, describe, it } from "@effect/vitest"
import * as fc from "fast-check"
import { makeCredentialId, slugify } from "../../src/index.ts"

describe("makeCredentialId", () => {
  it("is never one of those taken", () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), fc.nat(20), (domain, clientId, count) => {
        const taken = new Set<string>()
        for (let made = 0; made < count; made += 1) taken.add(makeCredentialId(domain, clientId, taken))
        assert.strictEqual(taken.size, count)
      })
    )
  })

  it.each([
    ["acme.My-Client_ID 2", "acme_my_client_id_2"],
    ["--a__b--", "a_b"],
    ["1,000,000.5,x", "1000000_5_x"],
    ["it's", "it_s"],
    ["Café Ñ", "cafe_n"],
    ["!?", "unknown"]
  ])("makes of %j what Home Assistant does: %s", (text, slug) => {
    assert.strictEqual(slugify(text), slug)
  })

  it("gives slugs that are slugs of themselves", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), (text) => {
        assert.match(slugify(text), /^[a-z0-9]+(_[a-z0-9]+)*$/)
        assert.strictEqual(slugify(slugify(text)), slugify(text))
      })
    )
  })
})
