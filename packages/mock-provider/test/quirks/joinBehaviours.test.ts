import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { decodeForm } from "../../src/core/FormEncoding.ts"
import { receiveRequest } from "../../src/core/ReceivedRequest.ts"
import type { ProviderBehaviour, OwnRefusal, Deviations, TokenContext } from "../../src/index.ts"
import { RequestParameters } from "../../src/index.ts"
import { joinBehaviours } from "../../src/quirks/joinBehaviours.ts"

const request = receiveRequest([], { method: "GET", url: "https://a.test/", headers: {}, body: "" })
const context: TokenContext = {
  request,
  grantType: "refresh_token",
  client: {
    clientId: "a",
    clientSecret: undefined,
    authentication: ["none"],
    keys: [],
    redirectUris: [],
    postLogoutRedirectUris: [],
    scopes: undefined,
    grantTypes: [],
    accessTokens: undefined,
    dpopBound: false
  },
  subject: undefined,
  scope: [],
  resources: [],
  authorization: new RequestParameters(decodeForm("")),
  isFirstConsent: false,
  jkt: undefined,
  now: 0
}

const joined = (left: Deviations, right: Deviations): Deviations =>
  joinBehaviours({ deviations: left }, { deviations: right }).deviations ?? {}

const maybe = <A>(value: fc.Arbitrary<A>) => fc.option(value, { nil: undefined })

describe("joined behaviours", () => {
  it("refuse what one of them refuses, and say what the first says", () => {
    const refusal = maybe(fc.record({ error: fc.string(), description: fc.string() }))
    fc.assert(
      fc.property(refusal, refusal, (left, right) => {
        const refuse = (with_: OwnRefusal | undefined): Deviations => ({ checkRequest: () => with_ })
        expect(joined(refuse(left), refuse(right)).checkRequest?.(request)).toEqual(left ?? right)
      })
    )
  })

  it("give a refresh token where both do", () => {
    fc.assert(
      fc.property(fc.boolean(), fc.boolean(), (left, right) => {
        const give = (gives: boolean): Deviations => ({ givesRefreshToken: () => gives })
        expect(joined(give(left), give(right)).givesRefreshToken?.(context)).toBe(left && right)
      })
    )
  })

  it("rewrite a request one after the other", () => {
    const append = (text: string): Deviations => ({
      request: { rewriteRequest: (sent) => ({ ...sent, body: sent.body + text }) }
    })
    const sent = { method: "POST", url: "https://a.test/", headers: {}, body: "0" }
    const rewrite = joined(append("1"), append("2")).request?.rewriteRequest
    expect(rewrite?.(sent, "token").body).toBe("012")
  })

  it("have the members of both, and of one name the right one's", () => {
    const members = joined(
      { tokenResponse: { members: { a: 1, b: 1 }, memberNames: { scope: "scopes" } } },
      { tokenResponse: { members: () => ({ b: 2, c: 2 }), memberNames: { expires_in: "expires" } } }
    ).tokenResponse
    expect(typeof members?.members === "function" && members.members(context)).toEqual({ a: 1, b: 2, c: 2 })
    expect(members?.memberNames).toEqual({ scope: "scopes", expires_in: "expires" })
    const about = { authorization: new RequestParameters(decodeForm("")), client: context.client, scope: [] }
    expect(
      joined(
        { callbackParameters: () => ({ a: "1", b: "1" }) },
        { callbackParameters: () => ({ b: "2" }) }
      ).callbackParameters?.(about)
    ).toEqual({ a: "1", b: "2" })
    const codes = joined(
      { error: { status: 200, codes: { "code-reused": "used" } } },
      { error: { codes: { "code-unknown": "unknown" } } }
    ).error
    expect(codes).toEqual({ status: 200, codes: { "code-reused": "used", "code-unknown": "unknown" } })
  })

  it("take nothing from one that says nothing", () => {
    const behaviour: ProviderBehaviour = {
      issuer: "https://a.test",
      endpoints: { revoke: false },
      lifetimes: { code: 1 },
      require: { pkce: true },
      allow: { codeReuse: true },
      device: { interval: 1 },
      tokenMembers: { a: 1 },
      accessTokens: { format: "jwt" },
      rotation: "none",
      deviations: { request: { bodyFormats: ["json"], parameterNames: { client_id: "key" } } }
    }
    expect(joinBehaviours(behaviour, {})).toEqual(behaviour)
    expect(joinBehaviours({}, behaviour)).toEqual(behaviour)
    expect(joinBehaviours(behaviour, { lifetimes: { accessToken: 2 }, allow: { codeReuse: false } })).toEqual(
      {
        ...behaviour,
        lifetimes: { code: 1, accessToken: 2 },
        allow: { codeReuse: false }
      }
    )
  })
})
