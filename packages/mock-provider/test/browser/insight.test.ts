import { expect, it } from "vitest"
import { MockProvider } from "../../src/index.ts"
import { serveInTest } from "../node/connect.ts"
import { describeProblems } from "./accessibility.ts"
import { useChromium } from "./chromium.ts"

const { newPage } = useChromium()

const client = {
  clientId: "app",
  clientSecret: "the secret",
  authentication: "client_secret_post",
  redirectUris: [],
  grantTypes: ["client_credentials"]
} as const

/** A provider, and a page of a browser that says whenever something is wrong with it. */
const start = async (colorScheme: "dark" | "light" = "light") => {
  const { served: provider, url } = await serveInTest(
    (issuer) =>
      MockProvider.make({ issuer, clients: [client], accessTokens: { format: "jwt", algorithm: "ES256" } }),
    { control: true }
  )
  const page = await newPage({ colorScheme, viewport: { width: 1000, height: 800 } })
  const complaints: Array<string> = []
  page.on("console", (message) => complaints.push(message.text()))
  page.on("pageerror", (error) => complaints.push(error.message))
  const ask = (secret: string) =>
    fetch(provider.endpoints.token, {
      method: "POST",
      body: new URLSearchParams({ grant_type: "client_credentials", client_id: "app", client_secret: secret })
    })
  /** Keeps a picture where PICTURES says where, for people to look at. */
  const picture = (name: string) => {
    const { PICTURES } = process.env
    return PICTURES === undefined
      ? undefined
      : page.screenshot({ path: `${PICTURES}/${name}.png`, fullPage: true })
  }
  return { provider, url, page, complaints, ask, picture }
}

it("the journal shows what comes while somebody looks, and why it was refused, without secrets", async () => {
  const { ask, complaints, page, picture, provider, url } = await start()
  await ask("the secret")
  await page.goto(`${url}/_journal`)
  await page.getByText("client-secret").waitFor({ state: "detached" })
  await ask("a wrong secret")
  await page.getByText("client-secret", { exact: true }).waitFor()
  expect(await page.locator("#exchanges > li").count()).toBe(2)
  await page.locator("summary").first().click()
  await page.getByText("The client secret is wrong.").waitFor()
  const text = await page.locator("main").innerText()
  expect(text).toContain("client_secret=<redacted>")
  expect(text).not.toContain("a wrong secret")
  expect(await describeProblems(page)).toEqual([])
  await picture("journal")
  provider.clearJournal()
  await page.getByText("No exchange is like that yet.").waitFor()
  expect(complaints).toEqual([])
})

it("the journal shows secrets to who asks for them, and only what is chosen", async () => {
  const { ask, complaints, page, picture, url } = await start("dark")
  await ask("the secret")
  await ask("a wrong secret")
  await page.goto(`${url}/_journal`)
  await page.getByLabel("refused only").check()
  await page.getByLabel("with secrets").check()
  await page.getByRole("button", { name: "Show" }).click()
  expect(await page.locator("#exchanges > li").count()).toBe(1)
  await page.locator("summary").first().click()
  expect(await page.locator("main").innerText()).toContain("client_secret=a wrong secret")
  expect(await describeProblems(page)).toEqual([])
  await picture("journal-secrets")
  expect(complaints).toEqual([])
})

it.each(["query", "form_post"])("the debugger goes through a flow by hand (%s)", async (mode) => {
  const { complaints, page, picture, url } = await start()
  await page.goto(`${url}/_debugger`)
  expect(await describeProblems(page)).toEqual([])
  await picture("debugger")
  await page.getByLabel("Scope").fill("openid read")
  await page.getByLabel("response_mode").selectOption(mode)
  await page.getByRole("button", { name: "Make the authorization request" }).click()
  await page.getByRole("link", { name: "Go to the authorization endpoint" }).click()
  await page.getByRole("heading", { name: "Callback" }).waitFor()
  await page.getByRole("button", { name: "Exchange the code" }).click()
  await page.getByText("id_token, decoded").waitFor()
  await page.getByRole("button", { name: "Refresh" }).click()
  await page.getByRole("button", { name: "Ask userinfo" }).click()
  await page.getByText('"sub": "user-1"').last().waitFor()
  await page.getByRole("button", { name: "Exchange the code" }).click()
  await page.getByText("The code was used before; what it gave is revoked.").first().waitFor()
  expect(await describeProblems(page)).toEqual([])
  await picture(`debugger-${mode}`)
  expect(complaints).toEqual([])
})
