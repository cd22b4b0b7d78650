/** Names, signatures and source text are read as their authors mean them. */
import { assert, describe, it } from "@effect/vitest"
import * as fc from "fast-check"
import { errorFault, steady } from "../../src/checks/mod/answers.ts"
import { editDistance, likelyHook, pythonName } from "../../src/checks/mod/likeness.ts"
import { occurrences, withoutComments } from "../../src/checks/mod/sourceText.ts"
import { hookNames } from "../../src/subject/hookNames.ts"
import type { RaisedError } from "../../src/subject/Protocol.ts"

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

describe("withoutComments", () => {
  it("leaves out comments and documentation, and keeps strings", () => {
    const python = `"""authorize_url of a docstring."""\nX = "# not a comment"  # authorize_url\n`
    assert.strictEqual(withoutComments(python, "python"), `\nX = "# not a comment"  \n`)
    const typescript = `const x = "// not one" /* authorizeUrl */ // authorizeUrl\n`
    assert.strictEqual(withoutComments(typescript, "typescript"), `const x = "// not one"  \n`)
  })

  it("counts whole words only", () => {
    assert.strictEqual(
      occurrences("authorize_url_timeout authorize_url.x my_authorize_url", "authorize_url"),
      1
    )
  })
})

const error = (type: string, message: string): RaisedError => ({
  kind: "other",
  type,
  message,
  printed: message,
  where: null
})

describe("errorFault", () => {
  it.each([
    ["RuntimeError", "No MCP authorization server set in context"],
    ["LookupError", "<ContextVar name='tenant'>"],
    ["homeassistant.exceptions.HomeAssistantError", "Choose a tenant first"],
    ["TenantMissing", "Choose a tenant first"]
  ])("lets a module fail on purpose with %s", (type, message) =>
    assert.isNull(errorFault(error(type, message)))
  )

  it.each([
    ["KeyError", "'acme'"],
    ["TypeError", "'NoneType' object is not subscriptable"],
    ["AttributeError", "'coroutine' object has no attribute 'authorize_url'"],
    ["ValueError", ""]
  ])("takes %s with %j for an accident", (type, message) =>
    assert.isNotNull(errorFault(error(type, message)))
  )

  it("says the same for an object at another address", () => {
    assert.strictEqual(steady("<X at 0x7f00aa>"), steady("<X at 0x7f11bb>"))
  })
})
