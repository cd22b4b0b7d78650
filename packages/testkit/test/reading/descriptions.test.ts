import { assert, describe, it } from "@effect/vitest"
import { isReference } from "../../src/reading/descriptions.ts"

describe("isReference", () => {
  it("tells references from words", () => {
    assert.isTrue(isReference("[%key:component::google::application_credentials::description%]"))
    assert.isTrue(isReference("See [%key:common::config_flow::abort::oauth2_error%]."))
    assert.isFalse(isReference("It is [100%](https://acme-cloud.com) done."))
  })
})
