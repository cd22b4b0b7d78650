/** passport-oauth2: an Express app that a person signs in to by way of the provider. */
import { once } from "node:events"
import type { ErrorRequestHandler } from "express"
import express from "express"
import passport from "passport"
import OAuth2Strategy from "passport-oauth2"
import { describe, expect, it } from "vitest"
import type { MockProvider } from "../../src/index.ts"
import type { Credential } from "./Harness.ts"
import { browse, endpoint, open, postClient, refusals } from "./Harness.ts"

/** An app of one person, who has one session. */
const start = async (provider: MockProvider, { clientId, clientSecret }: Credential) => {
  const app = express()
  const server = app.listen(0, "127.0.0.1")
  await once(server, "listening")
  const address = server.address()
  const url = `http://127.0.0.1:${typeof address === "object" ? address?.port : address}`
  const strategy = new OAuth2Strategy(
    {
      authorizationURL: endpoint(provider, "authorize"),
      tokenURL: endpoint(provider, "token"),
      clientID: clientId,
      clientSecret,
      callbackURL: `${url}/callback`,
      scope: ["openid", "read"],
      pkce: true,
      state: true
    },
    (accessToken: string, refreshToken: string, results: object, _profile: object, done) =>
      done(null, { accessToken, refreshToken, results })
  )
  const session = {}
  app.use((request, _response, next) => next(void Object.assign(request, { session })))
  const authenticate = passport.authenticate(strategy, { session: false })
  app.get("/login", authenticate)
  app.get("/callback", authenticate, (request, response) => void response.json(request.user))
  app.use(reportError)
  return { url, [Symbol.asyncDispose]: async () => void server.close() }
}

const reportError: ErrorRequestHandler = (error: object, _request, response, _next) => {
  const told = "code" in error ? error.code : `${error}`
  response.status(500).json({ told })
}

const signIn = async (url: string): Promise<Response> => fetch(await browse(await browse(`${url}/login`)))

describe("passport-oauth2", () => {
  it("signs a person in, with state and a code that is bound to its verifier", async () => {
    await using harness = await open()
    const { provider } = harness
    await using app = await start(provider, postClient)
    const response = await signIn(app.url)
    const user = await response.json()
    expect(user).toMatchObject({
      refreshToken: expect.any(String),
      results: { token_type: "Bearer", scope: "openid read", id_token: expect.any(String) }
    })
    expect(provider.isLive(user.accessToken)).toBe(true)
    expect(provider.calls("token")[0]?.parameters.has("code_verifier")).toBe(true)
    expect(refusals(provider)).toEqual([])
  })

  it("turns a person away who denied", async () => {
    await using harness = await open({ consent: "deny" })
    await using app = await start(harness.provider, postClient)
    expect((await signIn(app.url)).status).toBe(401)
    expect(harness.provider.calls("token")).toEqual([])
  })

  it("turns a person away who comes back with another state", async () => {
    await using harness = await open({ faults: [{ action: { _tag: "StateChanged", state: "another" } }] })
    await using app = await start(harness.provider, postClient)
    expect((await signIn(app.url)).status).toBe(403)
    expect(harness.provider.calls("token")).toEqual([])
  })

  it("learns that its secret is wrong", async () => {
    await using harness = await open()
    await using app = await start(harness.provider, { ...postClient, clientSecret: "wrong" })
    expect(await (await signIn(app.url)).json()).toEqual({ told: "invalid_client" })
    expect(refusals(harness.provider)).toEqual(["client-secret"])
  })

  it("learns that a scope is not the client's", async () => {
    await using harness = await open({ clients: [{ ...postClient, scopes: ["write"] }] })
    await using app = await start(harness.provider, postClient)
    expect(await (await signIn(app.url)).json()).toEqual({ told: "invalid_scope" })
  })
})
