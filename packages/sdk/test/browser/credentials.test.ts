import { describe, expect, it } from "vitest"
import { useChromium } from "./chromium.ts"
import { button, choose, dialog, enterCredential, linkSpotify, row, startDemo } from "./demo.ts"

const { open } = useChromium()

const openCredentials = async () => {
  const url = await startDemo()
  const page = await open(url, { permissions: ["clipboard-read", "clipboard-write"] })
  await page.getByRole("link", { name: "Credentials" }).click()
  await page.getByRole("heading", { level: 1, name: "Credentials" }).waitFor()
  return { page, url }
}

const addCredential = async (page: Awaited<ReturnType<typeof openCredentials>>["page"], name = "Mine") => {
  await button(page, "Add a credential").click()
  await dialog(page).getByLabel("Integration").selectOption({ label: "Spotify" })
  await enterCredential(page, name)
  await button(dialog(page), "Add a credential").click()
  await row(page, name).waitFor()
}

describe("credentials", () => {
  it("are a table with name, integration, client id, and the accounts that use them", async () => {
    const { page } = await openCredentials()
    await page.getByText("No credential yet").waitFor()
    await page.getByRole("link", { name: "Accounts" }).click()
    await linkSpotify(page)
    await page.getByRole("link", { name: "Credentials" }).click()
    expect(await row(page, "Our music").getByRole("rowheader").innerText()).toMatch(/Our music\s+Spotify/)
    expect(await row(page, "Our music").getByRole("cell").allInnerTexts()).toEqual([
      "demo-client",
      "Ada Lovelace",
      ""
    ])
  })

  it("are added by the integration's own description, with the redirect URI to register", async () => {
    const { page } = await openCredentials()
    await button(page, "Add a credential").click()
    await dialog(page).getByLabel("Integration").selectOption({ label: "Spotify" })
    const link = dialog(page).getByRole("link", { name: "Spotify dashboard" })
    expect(await link.getAttribute("href")).toBe("https://developer.spotify.com/dashboard")
    expect(await link.getAttribute("rel")).toBe("noreferrer noopener")
    expect(await dialog(page).getByRole("listitem").count()).toBe(3)
    await button(page, "Copy Redirect URI").click()
    await dialog(page).getByText("Copied").waitFor()
    const redirectUri = new URL("/auth/external/callback", page.url()).href
    expect(await page.evaluate("navigator.clipboard.readText()")).toBe(redirectUri)
  })

  it("need an integration, a client id and a secret, and lose the white space around them", async () => {
    const { page } = await openCredentials()
    await button(page, "Add a credential").click()
    await button(dialog(page), "Add a credential").click()
    expect(await dialog(page).getByText("Required").count()).toBe(3)
    expect(await page.getByLabel("Integration").evaluate((field) => field === document.activeElement)).toBe(
      true
    )
    await page.keyboard.press("Escape")
    await addCredential(page)
    expect(await row(page, "Mine").getByRole("cell").first().innerText()).toBe("demo-client")
  })

  it("may be of a client without a secret", async () => {
    const { page } = await openCredentials()
    await button(page, "Add a credential").click()
    await dialog(page).getByLabel("Integration").selectOption({ label: "Spotify" })
    await page.getByLabel("Client ID").fill("public")
    await page.getByLabel("This client has no secret").check()
    expect(await page.getByLabel("Client secret", { exact: true }).isDisabled()).toBe(true)
    await button(dialog(page), "Add a credential").click()
    await row(page, "public").waitFor()
  })

  it("are renamed, and get another secret", async () => {
    const { page } = await openCredentials()
    await addCredential(page)
    await choose(page, "Mine", "Rename")
    await page.getByLabel("Name", { exact: true }).fill("Ours")
    await button(page, "Save").click()
    await row(page, "Ours").waitFor()
    await choose(page, "Ours", "Replace the secret")
    await button(page, "Save").click()
    await dialog(page).getByRole("alert").getByText("Required").waitFor()
    await page.getByLabel("New client secret").fill("another-secret")
    await button(page, "Save").click()
    await page.getByText("The secret was replaced.").waitFor()
  })

  it("are deleted, but not while an account uses them, which is named", async () => {
    const { page } = await openCredentials()
    await page.getByRole("link", { name: "Accounts" }).click()
    await linkSpotify(page)
    await page.getByRole("link", { name: "Credentials" }).click()
    await choose(page, "Our music", "Delete")
    await dialog(page).getByRole("heading", { name: "“Our music” is in use" }).waitFor()
    expect(await dialog(page).getByRole("listitem").innerText()).toContain("Ada Lovelace")
    expect(await button(dialog(page), "Delete").count()).toBe(0)
    await page.keyboard.press("Escape")
    await page.getByRole("link", { name: "Accounts" }).click()
    await choose(page, "Ada Lovelace", "Remove")
    await button(dialog(page), "Remove").click()
    await page.getByText("To end its access, remove this host at the provider too.").waitFor()
    await page.getByRole("link", { name: "Credentials" }).click()
    await choose(page, "Our music", "Delete")
    await button(dialog(page), "Delete").click()
    await page.getByText("No credential yet").waitFor()
  })

  it("are the same in all windows, at once", async () => {
    const { page, url } = await openCredentials()
    const other = await open(url)
    await other.getByRole("link", { name: "Credentials" }).click()
    await other.getByText("No credential yet").waitFor()
    await addCredential(page)
    await row(other, "Mine").waitFor()
    await choose(page, "Mine", "Rename")
    await page.getByLabel("Name", { exact: true }).fill("Ours")
    await button(page, "Save").click()
    await row(other, "Ours").waitFor()
    await choose(other, "Ours", "Delete")
    await button(dialog(other), "Delete").click()
    await page.getByText("No credential yet").waitFor()
  })
})
