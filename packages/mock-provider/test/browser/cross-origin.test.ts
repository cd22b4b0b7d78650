/** oidc-client-ts, in an application that asks a provider on a port, which is another origin. */
import { describe, expect, it } from "vitest"
import { MockProvider } from "../../src/index.ts"
import { refusals } from "../clients/Harness.ts"
import { serveInTest } from "../node/connect.ts"
import { useChromium } from "./chromium.ts"
import { bundlePages, serveSite } from "./site.ts"

const { newPage } = useChromium()
const scripts = await bundlePages()

describe("oidc-client-ts, of another origin than the provider,", () => {
  it("discovers, links, reads userinfo and refreshes", async () => {
    const site = await serveSite(scripts)
    const client = { clientId: "spa", authentication: "none", redirectUris: [`${site}/application`] } as const
    const { served } = await serveInTest((issuer) => MockProvider.make({ issuer, clients: [client] }))
    const page = await newPage()
    await page.goto(`${site}/application?authority=${encodeURIComponent(served.issuer)}`)
    const shown = JSON.parse((await page.locator("pre").textContent()) ?? "")
    expect(shown).toMatchObject({
      profile: { iss: served.issuer, aud: "spa", sub: "user-1", email: "user@provider.test" },
      rotated: true
    })
    expect(shown.accessTokens.map(served.isLive)).toEqual([true, true])
    expect(refusals(served)).toEqual([])
  })
})
