import { assert, describe, it } from "@effect/vitest"
import { Redacted, Schema } from "effect"
import * as fc from "fast-check"
import { inspect } from "node:util"
import { LinkSource, LinkStep, PendingLink } from "../../src/index.ts"
import { pendingLink } from "../arbitraries.ts"

const secretsOf = ({ step, browser }: PendingLink) => {
  const ofStep =
    step.id === "auth"
      ? [step.state, step.codeVerifier]
      : step.id === "device"
        ? [step.authorization.deviceCode]
        : []
  return [...ofStep, browser].flatMap((secret) => (secret === undefined ? [] : [Redacted.value(secret)]))
}

describe("PendingLink", () => {
  it("is the same again after storage as JSON", () => {
    const json = Schema.fromJsonString(PendingLink)
    fc.assert(
      fc.property(pendingLink, (link) => {
        assert.deepStrictEqual(Schema.decodeSync(json)(Schema.encodeSync(json)(link)), link)
      })
    )
  })

  it("never shows a secret", () => {
    fc.assert(
      fc.property(pendingLink, (link) => {
        const shown = inspect(link, { depth: null, showHidden: true }) + JSON.stringify(link) + String(link)
        for (const secret of secretsOf(link)) assert.notInclude(shown, secret)
      })
    )
  })

  it("keeps which step and source it can be at", () => {
    assert.isTrue(Schema.is(LinkSource)({ type: "zeroconf" }))
    assert.isFalse(Schema.is(LinkSource)({ type: "reauth" }))
    assert.isFalse(Schema.is(LinkStep)({ id: "creation" }))
  })
})
