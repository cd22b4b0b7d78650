/** What every client sees of a provider, through whichever edge. */
import type { JSONWebKeySet } from "jose"
import { createLocalJWKSet, jwtVerify } from "jose"
import { describe, expect, it, vi } from "vitest"
import type { FaultAction, MockProvider, MockProviderOptions } from "../../src/index.ts"
import {
  basic,
  basicClient,
  challenge,
  form,
  formHeaders,
  fullClient,
  makeHarness,
  redirectUri,
  text,
  verifier
} from "../Harness.ts"

type Fetch = typeof globalThis.fetch

/** A client's fetch, and the two providers on different origins that it reaches. */
export interface Connected {
  readonly fetch: Fetch
  readonly provider: MockProvider
  readonly other: MockProvider
}

/** Connects a fetch to two providers, made of the origins where it reaches them. */
export type Connect = (make: (origin: string) => MockProvider) => Promise<Connected>

const authorization = basic(basicClient.clientId, basicClient.clientSecret)
const headers = { ...formHeaders, authorization }

const json = async (response: Response): Promise<Record<string, unknown>> => {
  const body: unknown = await response.json()
  return typeof body === "object" && body !== null ? { ...body } : {}
}

export const suite = (name: string, connect: Connect): void => {
  const harness = (options: Partial<MockProviderOptions> = {}): Promise<Connected> =>
    connect((issuer) => makeHarness({ issuer, ...options }).provider)

  const failing = async (action: FaultAction | ((elsewhere: string) => FaultAction)) => {
    const { fetch, other, provider } = await harness()
    const due = typeof action === "function" ? action(other.endpoints.token) : action
    provider.setFaults([{ match: { endpoint: "token" }, action: due }])
    const body = form({ grant_type: "refresh_token", refresh_token: "x" })
    const post = (init: RequestInit = {}): Promise<Response> =>
      fetch(provider.endpoints.token, { method: "POST", headers, body, ...init })
    return { provider, other, post }
  }

  const answerUnder = async (action: FaultAction): Promise<Response> => (await failing(action)).post()

  describe(`a client of ${name}`, () => {
    it("links, refreshes and is refused the replaced refresh token", async () => {
      const { fetch, provider } = await harness()
      const post = (pairs: Record<string, string>): Promise<Response> =>
        fetch(provider.endpoints.token, { method: "POST", headers, body: new URLSearchParams(pairs) })
      const url = `${provider.endpoints.authorize}?${form({
        response_type: "code",
        client_id: basicClient.clientId,
        redirect_uri: redirectUri,
        state: "s t",
        code_challenge: challenge,
        code_challenge_method: "S256"
      })}`
      const redirected = await fetch(url, { redirect: "manual" })
      expect(redirected.status).toBe(302)
      const callback = new URL(text(redirected.headers.get("location"))).searchParams
      expect(callback.get("state")).toBe("s t")
      const code = text(callback.get("code"))
      const exchange = {
        grant_type: "authorization_code",
        redirect_uri: redirectUri,
        code_verifier: verifier,
        code
      }
      const linked = await post(exchange)
      expect(linked.headers.get("cache-control")).toBe("no-store")
      const tokens = await json(linked)
      expect(tokens).toMatchObject({ token_type: "Bearer", scope: "read write" })
      const old = { grant_type: "refresh_token", refresh_token: text(tokens["refresh_token"]) }
      const refreshed = await post(old)
      expect(refreshed.status).toBe(200)
      const reused = await post(old)
      expect(reused.status).toBe(400)
      expect((await json(reused))["error"]).toBe("invalid_grant")
      expect(provider.journal.map((exchanged) => exchanged.rule)).toEqual([
        undefined,
        undefined,
        undefined,
        "refresh-token-reused"
      ])
    })

    it("sees an OAuth error under any status", async () => {
      const { post } = await failing({
        _tag: "OAuthError",
        error: "invalid_grant",
        description: "why",
        status: 403,
        headers: { "x-request-id": "1" }
      })
      const response = await post()
      expect(response.status).toBe(403)
      expect(response.headers.get("x-request-id")).toBe("1")
      expect(await json(response)).toEqual({ error: "invalid_grant", error_description: "why" })
    })

    it.each([429, 500, 502, 503])("sees status %i with Retry-After", async (status) => {
      const response = await answerUnder({ _tag: "Status", status, retryAfter: 30, body: "later" })
      expect(response.status).toBe(status)
      expect(response.headers.get("retry-after")).toBe("30")
      expect(await response.text()).toBe("later")
    })

    it("sees HTML", async () => {
      const response = await answerUnder({ _tag: "Html", status: 502 })
      expect(response.status).toBe(502)
      expect(response.headers.get("content-type")).toBe("text/html")
      expect(await response.text()).toMatch(/^<!doctype html>/)
    })

    it("sees an empty body", async () => {
      const response = await answerUnder({ _tag: "Empty" })
      expect(response.status).toBe(200)
      expect(await response.text()).toBe("")
    })

    it.each([204, 205, 304])("sees status %i, which has no body", async (status) => {
      const response = await answerUnder({ _tag: "Respond", status, body: "dropped" })
      expect(response.status).toBe(status)
      expect(await response.text()).toBe("")
    })

    it("sees JSON that ends too early", async () => {
      const response = await answerUnder({ _tag: "TruncatedJson" })
      expect(response.status).toBe(200)
      await expect(response.json()).rejects.toThrow(SyntaxError)
    })

    it("sees members of wrong types", async () => {
      const body = await json(await answerUnder({ _tag: "WrongTypes" }))
      expect(body["access_token"]).not.toBeTypeOf("string")
      expect(body["token_type"]).not.toBeTypeOf("string")
      expect(body["refresh_token"]).not.toBeTypeOf("string")
      expect(Number(body["expires_in"])).toBeNaN()
    })

    it("sees an error under status 200", async () => {
      const response = await answerUnder({ _tag: "ErrorInOk", error: "bad_verification_code" })
      expect(response.status).toBe(200)
      expect(await json(response)).toEqual({ error: "bad_verification_code" })
    })

    it("sees exactly the response that was scripted", async () => {
      const body = '{"access_token":"a","token_type":"Bearer","expires_in":"3600"}'
      const response = await answerUnder({ _tag: "Respond", status: 201, headers: { "x-a": "b" }, body })
      expect(response.status).toBe(201)
      expect(response.headers.get("x-a")).toBe("b")
      expect(await response.text()).toBe(body)
    })

    it("sees a huge body that is sound", async () => {
      const response = await answerUnder({ _tag: "HugeBody", bytes: 2_000_000 })
      const body = await response.text()
      expect(body.length).toBe(2_000_000)
      expect(JSON.parse(body)).toMatchObject({ access_token: "huge" })
    })

    it.each([307, 308] as const)(
      "repeats its request where %i sends it, without Authorization",
      async (status) => {
        const { other, post } = await failing((location) => ({ _tag: "Redirect", location, status }))
        const response = await post()
        expect(response.status).toBe(401)
        const [call] = other.calls("token")
        expect(call?.parameters.get("refresh_token")).toBe("x")
        expect(call?.authentication.method).toBe("none")
      }
    )

    it.each([301, 302, 303] as const)("asks with GET where %i sends it", async (status) => {
      const { other, post } = await failing((location) => ({ _tag: "Redirect", location, status }))
      await post()
      expect(other.journal.map(({ method }) => method)).toEqual(["GET"])
    })

    it("can leave a redirect alone, or refuse it", async () => {
      const { other, post } = await failing((location) => ({ _tag: "Redirect", location }))
      const response = await post({ redirect: "manual" })
      expect(response.status).toBe(307)
      expect(response.headers.get("location")).toBe(other.endpoints.token)
      await expect(post({ redirect: "error" })).rejects.toThrow(TypeError)
      expect(other.journal).toEqual([])
    })

    it("gives up on a redirect that leads back to itself", async () => {
      const { post, provider } = await failing({ _tag: "Redirect", location: "/token" })
      await expect(post()).rejects.toThrow(TypeError)
      expect(provider.journal.length).toBe(21)
    })

    it("sees the connection fail as fetch tells it", async () => {
      const { post, provider } = await failing({ _tag: "ConnectionFailure" })
      await expect(post()).rejects.toThrow(TypeError)
      expect(provider.journal.map(({ fault, status }) => ({ fault, status }))).toEqual([
        { fault: { index: 0, action: "ConnectionFailure", did: "answered" }, status: undefined }
      ])
    })

    it("waits for a slow answer, and no longer", async () => {
      const { post, provider } = await failing({ _tag: "Slow", milliseconds: 3_600_000 })
      let settled = false
      const waiting = post().finally(() => {
        settled = true
      })
      await vi.waitFor(() => expect(provider.journal.length).toBe(1))
      expect(settled).toBe(false)
      provider.advanceTime(3_600_000)
      expect((await waiting).status).toBe(400)
    })

    it("gives up a slow answer when it aborts", async () => {
      const { post, provider } = await failing({ _tag: "Slow", milliseconds: 3_600_000 })
      const controller = new AbortController()
      const waiting = post({ signal: controller.signal })
      await vi.waitFor(() => expect(provider.journal.length).toBe(1))
      controller.abort()
      await expect(waiting).rejects.toMatchObject({ name: "AbortError" })
      provider.advanceTime(3_600_000)
    })

    it("gets the keys that a JWT is signed with", async () => {
      const { fetch, provider } = await harness({ accessTokens: { format: "jwt", algorithm: "EdDSA" } })
      const body = form({
        grant_type: "client_credentials",
        client_id: fullClient.clientId,
        client_secret: fullClient.clientSecret
      })
      const asked = { method: "POST", headers: formHeaders, body }
      const tokens = await json(await fetch(provider.endpoints.token, asked))
      const keys: JSONWebKeySet = JSON.parse(await (await fetch(text(provider.endpoints.jwks))).text())
      const { payload } = await jwtVerify(text(tokens["access_token"]), createLocalJWKSet(keys), {
        currentDate: new Date(provider.now())
      })
      expect(payload.sub).toBe(fullClient.clientId)
    })

    it("waits for an answer that never comes until it aborts", async () => {
      const { post, provider } = await failing({ _tag: "NeverAnswers" })
      const controller = new AbortController()
      let settled = false
      const waiting = post({ signal: controller.signal }).finally(() => {
        settled = true
      })
      await vi.waitFor(() => expect(provider.journal.length).toBe(1))
      expect(settled).toBe(false)
      controller.abort()
      await expect(waiting).rejects.toMatchObject({ name: "AbortError" })
    })
  })
}
