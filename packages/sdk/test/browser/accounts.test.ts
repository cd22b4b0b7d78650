import type { Page } from "playwright-core"
import { describe, expect, it } from "vitest"
import { useChromium } from "./chromium.ts"
import { startCloud } from "./cloud.ts"
import { agree, button, choose, dialog, enterCredential, linkSpotify, row, startDemo } from "./demo.ts"
import { startHost } from "./hosts.ts"

const { open } = useChromium()

const stateOf = (page: Page, name: string) => row(page, name).getByRole("cell").first()

describe("accounts", () => {
  it("are linked from nothing: what lacks a credential asks for one, and continues", async () => {
    const page = await open(await startDemo())
    await page.getByText("No account is linked yet").waitFor()
    await button(page, "Link an account").click()
    await button(page, "Spotify").click()
    await dialog(page).getByText("Spotify needs a credential first.").waitFor()
    await enterCredential(page, "Our music")
    await agree(page, () => button(page, "Continue").click(), "Ada Lovelace")
    await dialog(page).getByText("“Ada Lovelace” is linked").waitFor()
    await button(dialog(page), "Close").last().click()
    expect(await row(page, "Ada Lovelace").getByRole("cell").allInnerTexts()).toEqual([
      "Linked",
      "Our music",
      ""
    ])
  })

  it("say that they are linked, ask to be linked again, or that the provider is away", async () => {
    const { link, provider, url } = await startHost()
    await link()
    const page = await open(url)
    expect(await stateOf(page, "Ada Lovelace").innerText()).toBe("Linked")
    const onRefresh = { match: { endpoint: "token", grantType: "refresh_token" } } as const
    provider.setFaults([
      { ...onRefresh, action: { _tag: "OAuthError", error: "invalid_grant", status: 400 } }
    ])
    await choose(page, "Ada Lovelace", "Check now")
    await stateOf(page, "Ada Lovelace").getByText("Link again", { exact: true }).waitFor()
    const attention = page.getByRole("region", { name: "Needs your attention" })
    expect(await attention.innerText()).toContain("Acme refuses access to this account.")

    await button(attention, /^Link again/).click()
    const opened = page.waitForEvent("popup")
    await button(page, "Continue at Acme").click()
    await opened
    await dialog(page).getByText("“Ada Lovelace” is linked again").waitFor()
    await page.keyboard.press("Escape")
    await attention.waitFor({ state: "detached" })
    expect(await stateOf(page, "Ada Lovelace").innerText()).toBe("Linked")

    provider.setFaults([{ ...onRefresh, action: { _tag: "Html" } }])
    await choose(page, "Ada Lovelace", "Check now")
    await stateOf(page, "Ada Lovelace").getByText("Provider away").waitFor()
  })

  it("are linked by the cloud first where it is offered, or by the person's own credential, which they can prefer", async () => {
    const { addCredential, url } = await startHost({ cloud: { server: await startCloud() } })
    await addCredential("my-client", "Mine")
    const page = await open(url)
    const pick = async () => {
      await button(page, "Link an account").click()
      await button(page, "Acme").click()
      await dialog(page).getByRole("group", { name: "How do you want to link it?" }).waitFor()
      return dialog(page).getByRole("radio")
    }
    const choices = await pick()
    expect(await choices.count()).toBe(2)
    const first = dialog(page).getByRole("radio", { name: "Home Assistant Cloud" })
    expect(await choices.first().getAttribute("value")).toBe(await first.getAttribute("value"))
    expect(await first.isChecked()).toBe(true)
    await dialog(page).getByLabel("Prefer my own credentials from now on").check()
    const opened = page.waitForEvent("popup")
    await button(page, "Continue").click()
    await opened
    await dialog(page).getByText("“Cloud account” is linked").waitFor()
    await page.keyboard.press("Escape")
    expect(await row(page, "Cloud account").getByRole("cell").nth(1).innerText()).toBe("Home Assistant Cloud")
    await pick()
    expect(await dialog(page).getByRole("radio", { name: "Mine" }).isChecked()).toBe(true)
  })

  it("can be linked on another device, by a code, for as long as it lasts", async () => {
    const page = await open(await startDemo())
    await button(page, "Link an account").click()
    await button(page, "Google").click()
    await enterCredential(page, "Photos")
    const opened = page.waitForEvent("popup")
    await button(page, "Continue").click()
    await (await opened).close()
    await button(page, "Use a code on another device").click()
    await dialog(page)
      .getByRole("timer")
      .getByText(/^9:\d\d left$/)
      .waitFor()
    const code = await dialog(page).locator("output").innerText()
    const device = await page.context().newPage()
    await device.goto((await dialog(page).getByRole("link").getAttribute("href")) ?? "")
    await device.getByText(code).waitFor()
    await device.getByLabel("Grace Hopper").check()
    await device.getByRole("button", { name: "Approve" }).click()
    await dialog(page).getByText("“Grace Hopper” is linked").waitFor()
  })

  it("are linked by a link where the browser opens no window", async () => {
    const { addCredential, url } = await startHost()
    await addCredential()
    const page = await open(url)
    await page.evaluate(() => {
      window.open = () => null
    })
    await button(page, "Link an account").click()
    await button(page, "Acme").click()
    await dialog(page).getByText("Your browser did not open a window.").waitFor()
    await dialog(page).getByRole("link", { name: "Open the website" }).click()
    await dialog(page).getByText("“Ada Lovelace” is linked").waitFor()
  })

  it("say in words why they were not linked, and can be tried again", async () => {
    const page = await open(await startDemo())
    await button(page, "Link an account").click()
    await button(page, "Spotify").click()
    await enterCredential(page, "Our music")
    const opened = page.waitForEvent("popup")
    await button(page, "Continue").click()
    await (await opened).getByRole("button", { name: "Deny" }).click()
    await dialog(page).getByRole("alert").getByText("The service was not allowed access.").waitFor()
    await agree(page, () => button(page, "Try again").click(), "Ada Lovelace")
    await dialog(page).getByText("“Ada Lovelace” is linked").waitFor()
    await page.keyboard.press("Escape")
    await button(page, "Link an account").click()
    await agree(page, () => button(page, "Spotify").click(), "Ada Lovelace")
    await dialog(page).getByText("This account is linked already.").waitFor()
  })

  it("are linked again, as the same account and no other", async () => {
    const page = await open(await startDemo())
    await linkSpotify(page)
    await agree(page, () => choose(page, "Ada Lovelace", "Link again"), "Grace Hopper")
    await dialog(page).getByText("This is another account than the one to link again.").waitFor()
    await agree(page, () => button(page, "Try again").click(), "Ada Lovelace")
    await dialog(page).getByText("“Ada Lovelace” is linked again").waitFor()
    await page.keyboard.press("Escape")
    expect(await page.getByRole("row").count()).toBe(2)
  })

  it("are moved to another credential", async () => {
    const { addCredential, link, provider, url } = await startHost()
    await link()
    provider.addClient({
      clientId: "other-client",
      clientSecret: "my-secret-of-the-client",
      authentication: "client_secret_post",
      redirectUris: ["http://127.0.0.1/auth/external/callback"]
    })
    await addCredential("other-client", "The other one")
    const page = await open(url)
    expect(await row(page, "Ada Lovelace").getByRole("cell").nth(1).innerText()).toBe("my-client")
    await choose(page, "Ada Lovelace", "Move to another credential")
    await dialog(page).getByLabel("The other one").check()
    const opened = page.waitForEvent("popup")
    await button(page, "Continue").click()
    await opened
    await dialog(page).getByText("“Ada Lovelace” is linked again").waitFor()
    await page.keyboard.press("Escape")
    expect(await row(page, "Ada Lovelace").getByRole("cell").nth(1).innerText()).toBe("The other one")
  })

  it("are removed, after a question", async () => {
    const { host, link, url } = await startHost()
    await link()
    const page = await open(url)
    await choose(page, "Ada Lovelace", "Remove")
    await button(dialog(page), "Cancel").click()
    expect(await host.accounts.list()).toHaveLength(1)
    await choose(page, "Ada Lovelace", "Remove")
    await button(dialog(page), "Remove").click()
    await page.getByText("No account is linked yet").waitFor()
    expect(await host.accounts.list()).toEqual([])
  })

  it("leave no flow behind where the dialog is closed", async () => {
    const { addCredential, host, url } = await startHost()
    await addCredential()
    const page = await open(url)
    await page.route("**/authorize*", (route) => route.abort())
    await page.evaluate(() => {
      window.open = () => null
    })
    await button(page, "Link an account").click()
    await button(page, "Acme").click()
    await dialog(page).getByRole("link", { name: "Open the website" }).waitFor()
    expect(await host.flows.pending()).toHaveLength(1)
    await page.keyboard.press("Escape")
    await expect.poll(() => host.flows.pending()).toEqual([])
  })
})

describe("a user who is no administrator", () => {
  it("sees the accounts, and links and changes nothing", async () => {
    const { link, urlOfUser } = await startHost()
    await link()
    const page = await open(urlOfUser)
    expect(await row(page, "Ada Lovelace").innerText()).toContain("of you")
    expect(await page.getByRole("button", { name: /Link|Actions/ }).count()).toBe(0)
    expect(await page.getByRole("navigation").count()).toBe(0)
  })
})
