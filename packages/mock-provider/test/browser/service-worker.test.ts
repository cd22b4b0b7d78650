/** oidc-client-ts, in an application that is answered by msw's service worker. */
import { describe, expect, it } from "vitest"
import { useChromium } from "./chromium.ts"
import { bundlePages, serveSite } from "./site.ts"

const { newPage } = useChromium()
const scripts = await bundlePages()

/** Opens the host page, and reads what its application shows in the end. */
const open = async (options: object) => {
  const page = await newPage()
  const site = await serveSite(scripts)
  await page.goto(`${site}/host?options=${encodeURIComponent(JSON.stringify(options))}`)
  const shown = await page.frameLocator("iframe").locator("pre").textContent()
  return { page, site, shown: JSON.parse(shown ?? "") }
}

describe("oidc-client-ts behind msw's service worker", () => {
  it.each(["RS256", "ES256", "EdDSA"])(
    "goes to the provider and back, reads an id token signed by %s and userinfo, and refreshes",
    async (algorithm) => {
      const { page, shown, site } = await open({ accessTokens: { algorithm } })
      expect(shown).toEqual({
        profile: {
          iss: `${site}/provider`,
          aud: "spa",
          sub: "user-1",
          email: "user@provider.test",
          email_verified: true,
          exp: expect.any(Number),
          iat: expect.any(Number)
        },
        accessTokens: [expect.any(String), expect.any(String)],
        rotated: true
      })
      const isLive = shown.accessTokens.map((token: string) => page.evaluate(`isLive("${token}")`))
      expect(await Promise.all(isLive)).toEqual([true, true])
    }
  )

  it("learns that the person denied", async () => {
    const { page, shown } = await open({ consent: "deny" })
    expect(shown).toEqual({ error: "access_denied" })
    expect(await page.evaluate("calls()")).toEqual(["openidConfiguration", "consent-denied"])
  })

  it("takes no callback with another state", async () => {
    const faults = [{ action: { _tag: "StateChanged", state: "another" } }]
    const { page, shown } = await open({ faults })
    expect(shown).toEqual({ failure: "Error: No matching state found in storage" })
    expect(await page.evaluate("calls()")).toEqual(["openidConfiguration", "authorize"])
  })

  it("learns that its code was used before", async () => {
    const faults = [{ match: { endpoint: "token" }, action: { _tag: "DuplicateDelivery" } }]
    const { page, shown } = await open({ faults })
    expect(shown).toEqual({ error: "invalid_grant" })
    expect(await page.evaluate("calls()")).toContain("code-reused")
  })
})
