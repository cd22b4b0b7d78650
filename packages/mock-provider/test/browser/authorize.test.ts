import { describe, expect, it } from "vitest"
import { MockProvider } from "../../src/index.ts"
import { serveInTest } from "../node/connect.ts"
import { challenged, form, verifier } from "../Harness.ts"
import { startApplication } from "./application.ts"
import { useChromium } from "./chromium.ts"

const { newPage } = useChromium()

describe("a browser at the authorization endpoint", () => {
  it("is sent back to the application with a code", async () => {
    const { redirectUri } = await startApplication()
    const client = { clientId: "app", authentication: "none", redirectUris: [redirectUri] } as const
    const { served } = await serveInTest((issuer) => MockProvider.make({ issuer, clients: [client] }))
    const page = await newPage()
    const query = form({
      response_type: "code",
      client_id: "app",
      redirect_uri: redirectUri,
      state: "a state",
      ...challenged
    })
    await page.goto(`${served.endpoints.authorize}?${query}`)
    expect(await page.textContent("p")).toBe("You are back.")
    const callback = new URL(page.url())
    expect(callback.origin + callback.pathname).toBe(redirectUri)
    expect(callback.searchParams.get("state")).toBe("a state")
    expect(callback.searchParams.get("code")).toMatch(/^[\w-]{43}$/)
  })

  it("gets its tokens from the application's own page, at another origin", async () => {
    const { redirectUri } = await startApplication()
    const client = { clientId: "app", authentication: "none", redirectUris: [redirectUri] } as const
    const { served } = await serveInTest((issuer) => MockProvider.make({ issuer, clients: [client] }))
    const page = await newPage()
    const asked = { response_type: "code", client_id: "app", redirect_uri: redirectUri, ...challenged }
    await page.goto(`${served.endpoints.authorize}?${form(asked)}`)
    const grant = {
      grant_type: "authorization_code",
      client_id: "app",
      redirect_uri: redirectUri,
      code_verifier: verifier,
      code: new URL(page.url()).searchParams.get("code") ?? ""
    }
    const tokens = await page.evaluate(
      async ({ body, url }) => {
        const headers = { "content-type": "application/x-www-form-urlencoded", "x-own": "asks beforehand" }
        return (await fetch(url, { method: "POST", headers, body })).json()
      },
      { url: served.endpoints.token, body: form(grant) }
    )
    expect(tokens).toMatchObject({ token_type: "Bearer" })
  })
})
