import fc from "fast-check"
import { decodeJwt } from "jose"
import { describe, expect, it } from "vitest"
import type { ClaimsRule } from "../../src/index.ts"
import { InvalidProviderOptions, MockProvider } from "../../src/index.ts"
import { makeSigning } from "../SigningHarness.ts"
import {
  basicClient,
  credentials,
  form,
  formHeaders,
  fullClient,
  makeHarness,
  parse,
  text
} from "../Harness.ts"

const users = [{ subject: "ada", claims: { email: "ada@a.test", groups: ["x"] } }, { subject: "bob" }]
const linkAs = async (claims: ReadonlyArray<ClaimsRule>, subject = "ada", scope = "openid read") => {
  const harness = makeSigning({
    users,
    claims,
    consent: [{ decision: { _tag: "Approve", subject } }],
    accessTokens: { format: "jwt", algorithm: "ES256" }
  })
  const tokens = await harness.link({ scope })
  const authorization = `Bearer ${text(tokens["access_token"])}`
  return {
    access: decodeJwt(text(tokens["access_token"])),
    id: scope.includes("openid") ? decodeJwt(text(tokens["id_token"])) : {},
    userinfo: parse(await harness.answer("GET", harness.urlOf("userinfo"), { authorization }))
  }
}

describe("claims of one's own", () => {
  it("are in the tokens that they are for, and in no other", async () => {
    const { access, id, userinfo } = await linkAs([
      { in: ["accessToken"], claims: { roles: ["admin"], aud: "https://api.test" } },
      { in: ["idToken"], claims: { tenant: 7 } },
      { in: ["userinfo"], claims: { plan: { name: "gold" } } }
    ])
    expect(access).toMatchObject({ roles: ["admin"], aud: "https://api.test" })
    expect(id).toMatchObject({ tenant: 7, aud: fullClient.clientId })
    expect(userinfo).toMatchObject({ plan: { name: "gold" } })
    expect([id["roles"], access["tenant"], id["plan"]]).toEqual([undefined, undefined, undefined])
  })

  it("go by user, by client and by scope, and the last rule counts", async () => {
    const rules: ReadonlyArray<ClaimsRule> = [
      { in: ["accessToken"], claims: { who: "anyone" } },
      { in: ["accessToken"], subject: "bob", claims: { who: "bob" } },
      { in: ["accessToken"], clientId: "another", claims: { who: "another client" } },
      { in: ["accessToken"], scope: ["write"], claims: { writes: true } }
    ]
    expect((await linkAs(rules)).access["who"]).toBe("anyone")
    expect((await linkAs(rules, "bob")).access["who"]).toBe("bob")
    expect((await linkAs(rules)).access).not.toHaveProperty("writes")
    expect((await linkAs(rules, "ada", "openid write")).access["writes"]).toBe(true)
  })

  it("may be the user's, where the user has them", async () => {
    const rules: ReadonlyArray<ClaimsRule> = [{ in: ["idToken"], fromUser: ["email", "groups"] }]
    expect((await linkAs(rules)).id).toMatchObject({ email: "ada@a.test", groups: ["x"] })
    expect((await linkAs(rules, "bob")).id).not.toHaveProperty("email")
  })

  it("are what introspection says of an opaque token", () => {
    const { link, send, urlOf } = makeHarness({
      claims: [{ in: ["accessToken"], claims: { roles: ["admin"] } }]
    })
    const { access_token } = link(basicClient)
    const { headers } = credentials(basicClient)
    const body = form({ token: text(access_token) })
    const answer = send("POST", urlOf("introspect"), { ...formHeaders, ...headers }, body)
    expect(parse(answer)).toMatchObject({ active: true, roles: ["admin"] })
  })

  it("never replace what the protocol gives: such rules are refused", () => {
    const protocol = fc.constantFrom(
      "iss",
      "sub",
      "exp",
      "iat",
      "jti",
      "nonce",
      "auth_time",
      "client_id",
      "scope"
    )
    fc.assert(
      fc.property(protocol, fc.constantFrom("accessToken" as const, "idToken" as const), (name, place) => {
        const make = () =>
          MockProvider.make({ clients: [], claims: [{ in: [place], claims: { [name]: "x" } }] })
        expect(make).toThrow(InvalidProviderOptions)
      })
    )
    const audience = () =>
      MockProvider.make({ clients: [], claims: [{ in: ["idToken"], claims: { aud: "x" } }] })
    expect(audience).toThrow("claims[0].claims.aud: expected in access tokens only")
  })
})
