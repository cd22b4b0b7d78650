import { assert, describe, it } from "@effect/vitest"
import { errorFault, steady } from "../../src/reading/answers.ts"
import type { RaisedError } from "../../src/subject/Protocol.ts"

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
