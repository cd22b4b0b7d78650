import { describe, expect, it } from "vitest"
import type { ConsentDecision, ConsentOptions } from "../../src/index.ts"
import { deviceCodeGrant, expectFaultsFired, fetch, MockProvider } from "../../src/index.ts"
import { basic, basicClient, challenged, form, redirectUri } from "../Harness.ts"

const harness = (consent: ConsentOptions, options: object = {}) => {
  const client = { ...basicClient, grantTypes: ["authorization_code", deviceCodeGrant] as const }
  const provider = MockProvider.make({
    clients: [client],
    consent,
    users: [{ subject: "ada" }, { subject: "bob" }],
    ...options
  })
  const authorize = async (more: Record<string, string> = {}) => {
    const query = form({
      response_type: "code",
      client_id: basicClient.clientId,
      redirect_uri: redirectUri,
      state: "s",
      ...challenged,
      ...more
    })
    const response = await fetch(provider)(`${provider.endpoints.authorize}?${query}`, { redirect: "manual" })
    return new URL(response.headers.get("location") ?? "")
  }
  return { provider, authorize }
}

const later = async (decision: ConsentDecision): Promise<ConsentDecision> => {
  await Promise.resolve()
  return decision
}

describe("a consent function that decides later", () => {
  it("is awaited: approved, and denied", async () => {
    const approved = await harness(() => later({ _tag: "Approve", subject: "bob" })).authorize()
    expect(approved.searchParams.get("code")).toEqual(expect.any(String))
    const denied = harness(() => later({ _tag: "Deny" }))
    expect((await denied.authorize()).searchParams.get("error")).toBe("access_denied")
    expect(denied.provider.journal.map(({ rule }) => rule)).toEqual(["consent-denied"])
  })

  it("may decide where prompt=none forbids to ask a person, but not leave it to one", async () => {
    const approved = await harness(() => later({ _tag: "Approve" })).authorize({ prompt: "none" })
    expect(approved.searchParams.has("code")).toBe(true)
    const asking = harness(() => later({ _tag: "Ask" }))
    expect((await asking.authorize({ prompt: "none" })).searchParams.get("error")).toBe("consent_required")
    expect((await asking.authorize()).searchParams.has("consent")).toBe(true)
  })

  it("has its callback altered by a fault, which then counts as fired", async () => {
    const { authorize, provider } = harness(() => later({ _tag: "Approve" }), {
      faults: [{ action: { _tag: "StateDropped" } }]
    })
    expect((await authorize()).searchParams.has("state")).toBe(false)
    expect(() => expectFaultsFired(provider)).not.toThrow()
  })

  it("decides for a device", async () => {
    const { provider } = harness(() => later({ _tag: "Approve" }))
    const post = (url: string, body: Record<string, string>) =>
      fetch(provider)(url, {
        method: "POST",
        headers: { authorization: basic(basicClient.clientId, basicClient.clientSecret) },
        body: new URLSearchParams(body)
      })
    const asked = await post(provider.endpoints.deviceAuthorization ?? "", {})
    const { device_code } = await asked.json()
    const polled = await post(provider.endpoints.token, { grant_type: deviceCodeGrant, device_code })
    expect(await polled.json()).toMatchObject({ access_token: expect.any(String) })
  })

  it("rejects the request when it rejects, or names a user who is not there", async () => {
    const failing = harness(() => Promise.reject(new Error("no decision")))
    await expect(failing.authorize()).rejects.toThrow("no decision")
    const unknown = harness(() => later({ _tag: "Approve", subject: "eve" }))
    await expect(unknown.authorize()).rejects.toThrow(
      'the decision.subject: expected one of the users ada, bob, and is "eve"'
    )
  })
})

describe("a consent function", () => {
  it("is refused what is no decision", async () => {
    const wrong: ConsentOptions = () => Object({ _tag: "Allow" })
    await expect(harness(wrong).authorize()).rejects.toThrow("the decision: expected")
  })
})
