import { describe, expect, it } from "vitest"
import type { MockProviderOptions, ProviderAnswer } from "../../src/index.ts"
import { withRefusalPage } from "../../src/pages/withRefusalPage.ts"
import { basicClient, form, makeHarness, type Pairs, redirectUri } from "../Harness.ts"

const browser = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"

/** Visits the authorization endpoint with a request that is right but for `pairs`. */
const visit = (pairs: Pairs, options: Partial<MockProviderOptions> = {}, accept = browser) => {
  const { provider, urlOf } = makeHarness(options)
  const right = { response_type: "code", client_id: basicClient.clientId, redirect_uri: redirectUri }
  const url = `${urlOf("authorize")}?${form({ ...right, ...pairs })}`
  const answer = withRefusalPage(provider)({ method: "GET", url, headers: { accept }, body: "" })
  return { provider, answer }
}

const response = (answer: ProviderAnswer | { readonly _tag: "Deferred" }) => {
  if (answer._tag !== "Response") throw new Error(answer._tag)
  return answer
}

const elsewhere = { redirect_uri: "https://elsewhere.example/" }

describe("a person whose browser is refused", () => {
  it("sees what is wrong, by which rule, and what would be right", () => {
    const { body, headers, status } = response(visit(elsewhere).answer)
    expect([status, headers["content-type"]]).toEqual([400, "text/html; charset=utf-8"])
    for (const said of [
      "redirect_uri is not one of the registered ones.",
      "redirect-uri-unregistered",
      "RFC 9700, 2.1",
      elsewhere.redirect_uri,
      redirectUri
    ]) {
      expect(body).toContain(said)
    }
  })

  it("sees which clients there are, if theirs is none of them", () => {
    const { body } = response(visit({ client_id: "nobody" }).answer)
    expect(body).toContain("nobody")
    expect(body).toContain(basicClient.clientId)
  })

  it("sees what the provider says of a rule of its own", () => {
    const own = { error: "own_error", description: "Come back tomorrow.", status: 403 }
    const { body, status } = response(visit({}, { deviations: { checkRequest: () => own } }).answer)
    expect(status).toBe(403)
    expect(body).toContain("own_error")
    expect(body).toContain("Come back tomorrow.")
  })

  it("sees it late where the provider is slow", async () => {
    const { answer, provider } = visit(elsewhere, {
      faults: [{ action: { _tag: "Slow", milliseconds: 50 } }]
    })
    if (answer._tag !== "Deferred") throw new Error(answer._tag)
    provider.advanceTime(50)
    expect(response(await answer.settled).body).toContain("redirect-uri-unregistered")
  })

  it("is sent back to the application as soon as that is known", () => {
    const { headers, status } = response(visit({ response_type: "token" }).answer)
    expect(status).toBe(302)
    expect(headers["location"]).toContain("error=unsupported_response_type")
  })

  it("gets what a fault says, as it says it", () => {
    const faults = [{ action: { _tag: "OAuthError", error: "temporarily_unavailable" } } as const]
    expect(response(visit(elsewhere, { faults }).answer).body).toBe('{"error":"temporarily_unavailable"}')
  })
})

describe("a program that is refused", () => {
  it.each(["", "*/*", "application/json"])("gets JSON: %j", (accept) => {
    const { body } = response(visit(elsewhere, {}, accept).answer)
    expect(JSON.parse(body)).toMatchObject({ error: "invalid_request" })
  })
})
