import type { BrowserContextOptions, Page } from "playwright-core"
import { describe, expect, it } from "vitest"
import { problemsOf, useChromium } from "./chromium.ts"
import { button, choose, dialog, linkSpotify, row, startDemo } from "./demo.ts"
import { startHost } from "./hosts.ts"

const { open } = useChromium()

/** Everything that the panel can show, one after another. */
const visits: ReadonlyArray<readonly [string, (page: Page) => Promise<unknown>]> = [
  ["the accounts", (page) => row(page, "Ada Lovelace").waitFor()],
  ["a menu", (page) => button(page, "Actions for Ada Lovelace").click()],
  ["the question before an account is removed", (page) => page.getByRole("menuitem").last().click()],
  [
    "the choice of an integration",
    async (page) => {
      await page.keyboard.press("Escape")
      await button(page, "Link an account").click()
    }
  ],
  [
    "the form of a credential",
    async (page) => {
      await button(page, "Google").click()
      await page.getByLabel("Client ID").waitFor()
    }
  ],
  ["what is missing", (page) => button(page, "Continue").click()],
  [
    "the wait for the provider",
    async (page) => {
      await page.evaluate(() => {
        window.open = () => null
      })
      await page.getByLabel("Client ID").fill("demo-client")
      await page.getByLabel("Client secret", { exact: true }).fill("demo-secret")
      await button(page, "Continue").click()
      await dialog(page).getByRole("link", { name: "Open the website" }).waitFor()
    }
  ],
  [
    "the code for another device",
    async (page) => {
      await button(page, "Use a code on another device").click()
      await dialog(page).getByRole("timer").waitFor()
    }
  ],
  [
    "the credentials",
    async (page) => {
      await page.keyboard.press("Escape")
      await page.getByRole("link", { name: "Credentials" }).click()
      await row(page, "Our music").waitFor()
    }
  ],
  ["a credential that is in use", (page) => choose(page, "Our music", "Delete")],
  [
    "the page for those without a token",
    async (page) => {
      await page.keyboard.press("Escape")
      await button(page, "Sign out").click()
      await page.getByRole("heading", { name: "Who are you?" }).waitFor()
    }
  ],
  [
    "a token that is nobody's",
    async (page) => {
      await page.getByLabel("Access token").fill("nobody's")
      await button(page, "Sign in").click()
      await page.getByText("This access token is not valid").waitFor()
    }
  ]
]

describe.each<[string, BrowserContextOptions]>([
  ["by day", { colorScheme: "light" }],
  ["by night", { colorScheme: "dark" }],
  ["on a small screen", { viewport: { width: 320, height: 640 } }],
  ["in forced colours", { forcedColors: "active" }]
])("the panel %s", (_name, options) => {
  it("can be used by everyone, and scrolls in one direction only", async () => {
    const page = await open(await startDemo(), { ...options, bypassCSP: true, reducedMotion: "reduce" })
    await button(page, "Link an account").waitFor()
    expect([await problemsOf(page), "no account"]).toEqual([[], "no account"])
    await linkSpotify(page)
    for (const [name, visit] of visits) {
      await visit(page)
      expect([await problemsOf(page), name]).toEqual([[], name])
    }
  })
})

describe("the panel", () => {
  it("needs no mouse, and gives the focus back", async () => {
    const { addCredential, url } = await startHost()
    await addCredential()
    const page = await open(url)
    await row(page, "nobody").or(button(page, "Link an account")).waitFor()
    const focused = () => page.evaluate(() => document.activeElement?.textContent?.trim())
    await page.keyboard.press("Tab")
    expect(await focused()).toBe("Skip to content")
    await page.keyboard.press("Enter")
    await page.keyboard.press("Tab")
    expect(await focused()).toBe("Link an account")
    await page.keyboard.press("Enter")
    await dialog(page).waitFor()
    await page.keyboard.press("Escape")
    expect(await focused()).toBe("Link an account")
    await page.getByRole("link", { name: "Credentials" }).focus()
    await page.keyboard.press("Enter")
    await button(page, "Actions for my-client").focus()
    await page.keyboard.press("Enter")
    await expect.poll(focused).toBe("Rename")
    await page.keyboard.press("ArrowDown")
    await page.keyboard.press("ArrowDown")
    expect(await focused()).toBe("Delete")
    await page.keyboard.press("ArrowDown")
    expect(await focused()).toBe("Rename")
    await page.keyboard.press("Enter")
    await dialog(page).getByRole("heading", { name: "Rename" }).waitFor()
    await page.keyboard.press("Escape")
    await dialog(page).waitFor({ state: "detached" })
    await button(page, "Actions for my-client").focus()
    await page.keyboard.press("Enter")
    await page.keyboard.press("Escape")
    expect(await page.getByRole("menuitem").count()).toBe(0)
  })

  it("speaks German to those whose browser does, and to those who choose it, in the integrations' texts too", async () => {
    const { link, url } = await startHost()
    await link()
    const page = await open(url, { locale: "de-DE" })
    await page.getByRole("heading", { level: 1, name: "Konten" }).waitFor()
    expect(await row(page, "Ada Lovelace").innerText()).toContain("Acme auf Deutsch")
    expect(await page.evaluate("document.documentElement.lang")).toBe("de")
    await page.getByLabel("Sprache").selectOption("en")
    await page.getByRole("heading", { level: 1, name: "Accounts" }).waitFor()
    await row(page, "Ada Lovelace").getByText("Acme", { exact: true }).waitFor()
    await page.reload()
    await page.getByRole("heading", { level: 1, name: "Accounts" }).waitFor()
  })

  it("loads from its own host only, runs no script of others, and keeps the token out of its address", async () => {
    const { addCredential, host, url } = await startHost()
    const page = await open("about:blank")
    const asked: Array<string> = []
    page.on("request", (request) => asked.push(request.url()))
    const response = await page.goto(url)
    await page.getByText("No account is linked yet").waitFor()
    const policy = response?.headers()["content-security-policy"] ?? ""
    expect(policy).toContain("default-src 'none'; script-src 'self'; style-src 'self'")
    expect(policy).not.toMatch(/unsafe|\*/)
    expect(new Set(asked.map((one) => new URL(one).origin))).toEqual(new Set([new URL(url).origin]))
    expect(asked.join()).not.toContain("token")
    expect(page.url()).toBe(url.replace(/#.*/, ""))
    await addCredential("<img src=x onerror=alert(1)>", "<script>alert(1)</script>")
    await page.getByRole("link", { name: "Credentials" }).click()
    await row(page, "<script>alert(1)</script>").getByText("<img src=x onerror=alert(1)>").waitFor()
    expect(await host.credentials.list()).toHaveLength(1)
  })

  it("says that the connection is lost, and continues when the host is back", async () => {
    const { host, link, startAgain, url } = await startHost()
    await link()
    const page = await open(url, {}, /^WebSocket connection to/)
    await row(page, "Ada Lovelace").waitFor()
    await host.close()
    await page.getByText("The connection is lost.").waitFor()
    await startAgain()
    await page.getByText("No account is linked yet").waitFor()
    expect(await page.getByText("The connection is lost.").count()).toBe(0)
  })
})
