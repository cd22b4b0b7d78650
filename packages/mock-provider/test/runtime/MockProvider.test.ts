import { inspect } from "node:util"
import { Redacted } from "effect"
import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { MockProvider } from "../../src/index.ts"
import {
  basicClient,
  challenged,
  form,
  formHeaders,
  makeHarness,
  postClient,
  publicClient,
  text,
  verifier
} from "../Harness.ts"

describe("the journal", () => {
  it("tells of each exchange what was asked, by whom, and what came of it", () => {
    const { clock, codeFor, exchange, provider } = makeHarness()
    const code = codeFor(basicClient)
    exchange(basicClient, code)
    exchange(postClient, code)
    const [authorized, linked, refused] = provider.journal
    expect(authorized).toMatchObject({
      number: 1,
      at: clock.now,
      endpoint: "authorize",
      method: "GET",
      status: 302
    })
    expect(authorized?.parameters.get("state")).toBe("the state")
    expect(linked).toMatchObject({
      number: 2,
      endpoint: "token",
      status: 200,
      rule: undefined,
      fault: undefined
    })
    expect(linked?.parameters.get("code_verifier")).toBe(verifier)
    expect(linked?.authentication).toMatchObject({
      method: "client_secret_basic",
      clientId: basicClient.clientId
    })
    expect(refused).toMatchObject({ number: 3, status: 400, rule: "code-client" })
    expect(refused?.authentication.method).toBe("client_secret_post")
    expect(provider.calls("token")).toEqual([linked, refused])
    expect(provider.calls("authorize")).toEqual([authorized])
  })

  it("gives the request and the answer as they were, to who asks for them", () => {
    const { provider, send } = makeHarness()
    const answer = send("POST", provider.endpoints.token, formHeaders, "a=b")
    const [exchange] = provider.calls("token")
    expect(exchange && Redacted.value(exchange.request)).toEqual({
      method: "POST",
      url: provider.endpoints.token,
      headers: formHeaders,
      body: "a=b"
    })
    expect(exchange && Redacted.value(exchange.answer)).toEqual(answer)
  })

  it("never prints a secret, a code, a verifier or a token", () => {
    fc.assert(
      fc.property(fc.uuid(), fc.constantFrom(basicClient, postClient, publicClient), (secret, kind) => {
        const client = kind === publicClient ? kind : { ...kind, clientSecret: secret }
        const harness = makeHarness({ clients: [client] })
        const code = harness.codeFor(client)
        const tokens = harness.exchange(client, code)
        const { access_token, refresh_token }: Record<string, unknown> = JSON.parse(tokens.body)
        harness.refresh(client, text(refresh_token))
        harness.send("GET", `${harness.provider.endpoints.token}?client_secret=${secret}`)
        const printed = [
          inspect(harness.provider, { depth: 20, showHidden: true, getters: true }),
          inspect(harness.provider.journal, { depth: 20, showHidden: true }),
          JSON.stringify(harness.provider),
          JSON.stringify(harness.provider.journal)
        ].join()
        expect(printed).toContain(client.clientId)
        for (const hidden of [secret, code, verifier, text(access_token), text(refresh_token)]) {
          expect(printed.includes(hidden)).toBe(false)
        }
      }),
      { numRuns: 20 }
    )
  })

  it("is cleared without forgetting codes and tokens", () => {
    const { codeFor, exchange, provider } = makeHarness()
    const code = codeFor(basicClient)
    provider.clearJournal()
    expect(provider.journal).toEqual([])
    expect(exchange(basicClient, code).status).toBe(200)
    expect(provider.journal.map(({ number }) => number)).toEqual([1])
  })
})

describe("a provider", () => {
  it("goes back to how it was made", () => {
    const { codeFor, exchange, provider, rule } = makeHarness({
      faults: [{ nth: 3, action: { _tag: "Empty" } }]
    })
    const code = codeFor(basicClient)
    provider.setFaults([])
    provider.reset()
    expect(provider.journal).toEqual([])
    exchange(basicClient, code)
    expect(rule()).toBe("code-unknown")
    exchange(basicClient, code)
    exchange(basicClient, code)
    expect(provider.journal.map(({ fault }) => fault?.action)).toEqual([undefined, undefined, "Empty"])
  })

  it("shares nothing with another", () => {
    const one = makeHarness()
    const other = makeHarness()
    other.exchange(basicClient, one.codeFor(basicClient))
    expect(other.rule()).toBe("code-unknown")
  })

  it("answers at any URLs, on any hosts", () => {
    const endpoints = { authorize: "http://localhost:1/a", token: "https://api.example/v1/oauth?do=token" }
    const { codeFor, exchange } = makeHarness({ endpoints })
    expect(exchange(basicClient, codeFor(basicClient)).status).toBe(200)
  })

  it("makes codes and tokens by the system's random bytes when it is given none", () => {
    const provider = MockProvider.make({ clients: [publicClient] })
    const query = form({ response_type: "code", client_id: publicClient.clientId, ...challenged })
    const url = `${provider.endpoints.authorize}?${query}`
    const locations = Array.from({ length: 500 }, () => {
      const answer = provider.handle({ method: "GET", url, headers: {}, body: "" })
      return answer._tag === "Response" ? answer.headers["location"] : undefined
    })
    expect(new Set(locations).size).toBe(500)
  })
})
