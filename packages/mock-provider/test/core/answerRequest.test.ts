import { Redacted } from "effect"
import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { answerRequest } from "../../src/core/answerRequest.ts"
import { initialState } from "../../src/core/ProviderState.ts"
import { approve } from "../../src/core/Consent.ts"
import { makeSettings } from "../../src/runtime/makeSettings.ts"
import { anyRequest, expectRightAnswer, seenNothing } from "../requests.ts"
import {
  basicClient,
  challenged,
  form,
  formHeaders,
  makeHarness,
  postClient,
  publicClient,
  verifier
} from "../Harness.ts"

/** Options under which a provider forgives and requires this and that: it must not fall for anything more. */
const options = fc.record(
  {
    consent: fc.constantFrom("approve" as const, "deny" as const, "ask" as const),
    rotation: fc.constantFrom("none" as const, "rotate" as const),
    allow: fc.record(
      {
        plainChallenge: fc.boolean(),
        missingVerifier: fc.boolean(),
        duplicateParameters: fc.boolean(),
        repeatedAuthentication: fc.boolean(),
        anyAuthenticationMethod: fc.boolean(),
        secretInUrl: fc.boolean(),
        unregisteredScope: fc.boolean(),
        accessTokenInUrl: fc.boolean()
      },
      { requiredKeys: [] }
    ),
    require: fc.record({ pkce: fc.boolean(), state: fc.boolean() }, { requiredKeys: [] })
  },
  { requiredKeys: [] }
)

describe("any request at all", () => {
  it("gets an RFC error, an allowed redirect or its due, and never throws", async () => {
    const seen = seenNothing()
    await fc.assert(
      fc.asyncProperty(
        fc.array(anyRequest, { minLength: 1, maxLength: 8 }),
        options,
        async (requests, given) => {
          const { provider } = makeHarness({ ...given, accessTokens: { algorithm: "ES256" } })
          for (const each of requests) {
            const answer = await provider.answer(each)
            if (answer._tag !== "Response") throw new Error(answer._tag)
            expectRightAnswer(provider, answer, seen)
          }
        }
      ),
      { numRuns: 2500 }
    )
    // The property would say little if the junk never came as far as a redirect, or had few ways to be wrong.
    expect(seen.redirects + seen.successes + seen.refusals).toBeGreaterThan(10_000)
    expect(seen.redirects).toBeGreaterThan(500)
    expect(seen.successes).toBeGreaterThan(100)
    expect(seen.rules.size).toBeGreaterThan(40)
  }, 120_000)

  it("gets the same answer from the same state", () => {
    const settings = {
      ...makeSettings({ clients: [basicClient, postClient, publicClient] }),
      approver: approve
    }
    const context = { now: 0, randomBytes: (size: number) => new Uint8Array(size) }
    fc.assert(
      fc.property(anyRequest, (each) => {
        const state = initialState(settings)
        expect(answerRequest(state, each, context)).toEqual(answerRequest(state, each, context))
        expect(state).toEqual(initialState(settings))
      })
    )
  })
})

describe("the core", () => {
  it("can go back to any state that it was in", () => {
    const settings = { ...makeSettings({ clients: [publicClient] }), approver: approve }
    let count = 0
    const context = { now: 0, randomBytes: (size: number) => new Uint8Array(size).fill(++count) }
    const query = form({ response_type: "code", client_id: publicClient.clientId, ...challenged })
    const asked = `https://provider.test/authorize?${query}`
    const before = answerRequest(
      initialState(settings),
      { method: "GET", url: asked, headers: {}, body: "" },
      context
    )
    const code = new URL(before.response.headers["location"] ?? "").searchParams.get("code")
    const exchange = {
      method: "POST",
      url: "https://provider.test/token",
      headers: formHeaders,
      body: `grant_type=authorization_code&client_id=public-client&code=${code}&code_verifier=${verifier}`
    }
    const after = answerRequest(before.state, exchange, context)
    expect(after.response.status).toBe(200)
    expect(answerRequest(after.state, exchange, context).response.status).toBe(400)
    expect(answerRequest(before.state, exchange, context).response.status).toBe(200)
  })

  it("holds client secrets redacted", () => {
    const { clients } = makeSettings({ clients: [basicClient] })
    expect(JSON.stringify([...clients])).not.toContain(basicClient.clientSecret)
    expect([...clients].map(([, client]) => client.clientSecret).every(Redacted.isRedacted)).toBe(true)
  })
})
