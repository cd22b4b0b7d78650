import { assert, describe, it } from "@effect/vitest"
import * as fc from "fast-check"
import { editDistance, likelyHook, pythonName } from "../../src/reading/likeness.ts"
import { hookNames } from "../../src/subject/hookNames.ts"

const word = fc.string({ unit: fc.constantFrom(..."abcde"), maxLength: 8 })

describe("editDistance", () => {
  it("is a metric", () => {
    fc.assert(
      fc.property(word, word, word, (a, b, c) => {
        assert.strictEqual(editDistance(a, b), editDistance(b, a))
        assert.strictEqual(editDistance(a, b) === 0, a === b)
        assert.isAtMost(editDistance(a, c), editDistance(a, b) + editDistance(b, c))
      })
    )
  })
})

describe("likelyHook", () => {
  it("finds every hook with one letter wrong, in either spelling", () => {
    fc.assert(
      fc.property(fc.constantFrom(...hookNames), fc.boolean(), fc.nat(), (hook, inPython, at) => {
        const name = inPython ? pythonName(hook) : hook
        const offset = 10 + (at % (name.length - 10))
        assert.strictEqual(
          likelyHook(name.slice(0, offset) + name.slice(offset + 1)),
          hook,
          `${name} ${offset}`
        )
      })
    )
  })

  it.each([
    ["async_get_authorisation_server", "getAuthorizationServer"],
    ["get_authorization_server", "getAuthorizationServer"],
    ["async_get_auth_implementations", "getAuthImplementation"],
    ["async_get_oauth_implementation", "getAuthImplementation"],
    ["getAuthorizationServer", "getAuthorizationServer"],
    ["get_description_placeholders", "getDescriptionPlaceholders"]
  ])("takes %s for %s", (name, hook) => assert.strictEqual(likelyHook(name), hook))

  it.each([
    "get_client",
    "authorization_server_context",
    "tenant_id_context",
    "async_import_client_credential_from_yaml",
    "async_setup",
    "make_implementation_with_retries"
  ])("takes %s for none", (name) => assert.isUndefined(likelyHook(name)))
})
