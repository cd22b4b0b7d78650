import { describe, expect, it } from "vitest"
import { MockProvider } from "../../src/index.ts"
import { serveInTest } from "../node/connect.ts"
import { form } from "../World.ts"
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
      state: "a state"
    })
    await page.goto(`${served.endpoints.authorize}?${query}`)
    expect(await page.textContent("p")).toBe("You are back.")
    const callback = new URL(page.url())
    expect(callback.origin + callback.pathname).toBe(redirectUri)
    expect(callback.searchParams.get("state")).toBe("a state")
    expect(callback.searchParams.get("code")).toMatch(/^[\w-]{43}$/)
  })
})
