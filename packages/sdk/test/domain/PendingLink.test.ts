import { assert, describe, it } from "@effect/vitest"
import { Redacted, Schema } from "effect"
import * as fc from "fast-check"
import { inspect } from "node:util"
import { discoverySources, LinkSource, LinkStep, PendingLink } from "../../src/index.ts"
import { secret, text } from "../arbitraries.ts"

const redacted = (from: fc.Arbitrary<string>) => from.map((value) => Redacted.make(value))

const source: fc.Arbitrary<LinkSource> = fc.oneof(
  fc.record({ type: fc.constantFrom("user", ...discoverySources) }),
  fc.record({ type: fc.constantFrom("reauth", "reconfigure"), accountId: text() })
)

const step: fc.Arbitrary<LinkStep> = fc.oneof(
  fc.record({
    id: fc.constantFrom("oauth_discovery", "reauth_confirm", "missing_credentials", "pick_implementation")
  }),
  fc.record(
    {
      id: fc.constant("auth"),
      implementation: text(),
      redirectUri: fc.webUrl(),
      state: redacted(secret),
      codeVerifier: redacted(secret)
    },
    { requiredKeys: ["id", "implementation", "redirectUri", "state"] }
  )
)

const link = fc
  .record(
    {
      flowId: text(),
      domain: text(),
      source,
      step,
      frontendBase: fc.webUrl(),
      browser: redacted(secret),
      expiresAt: fc.integer()
    },
    { requiredKeys: ["flowId", "domain", "source", "step", "expiresAt"] }
  )
  .map((members) => new PendingLink(members))

const secretsOf = ({ step, browser }: PendingLink) =>
  (step.id === "auth" ? [step.state, step.codeVerifier, browser] : [browser]).flatMap((secret) =>
    secret === undefined ? [] : [Redacted.value(secret)]
  )

describe("PendingLink", () => {
  it("is the same again after storage as JSON", () => {
    const json = Schema.fromJsonString(PendingLink)
    fc.assert(
      fc.property(link, (link) => {
        assert.deepStrictEqual(Schema.decodeSync(json)(Schema.encodeSync(json)(link)), link)
      })
    )
  })

  it("never shows a secret", () => {
    fc.assert(
      fc.property(link, (link) => {
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
