import type { BrowserContextOptions, Page } from "playwright-core"
import { describe, expect, it } from "vitest"
import { deviceCodeGrant, MockProvider } from "../../src/index.ts"
import { serveInTest } from "../node/connect.ts"
import { challenged, form, formHeaders, text, verifier } from "../Harness.ts"
import { describeProblems } from "./accessibility.ts"
import { startApplication } from "./application.ts"
import { useChromium } from "./chromium.ts"

const { newPage } = useChromium()

const users = [
  { subject: "ada", claims: { name: "Ada Lovelace", email: "ada@provider.test" } },
  { subject: "grace", claims: { name: "Grace Hopper" } },
  { subject: "nameless" }
]

/** A provider that asks people, an application, and a page of a browser that says whenever something is wrong with it. */
const start = async (options: BrowserContextOptions = {}) => {
  const { redirectUri } = await startApplication()
  const client = {
    clientId: "app",
    authentication: "none",
    redirectUris: [redirectUri],
    grantTypes: ["authorization_code", deviceCodeGrant]
  } as const
  const { served: provider } = await serveInTest((issuer) =>
    MockProvider.make({ issuer, consent: "ask", users, clients: [client] })
  )
  const page = await newPage(options)
  const complaints: Array<string> = []
  page.on("console", (message) => complaints.push(message.text()))
  page.on("pageerror", (error) => complaints.push(error.message))
  const asked = { response_type: "code", client_id: "app", redirect_uri: redirectUri, state: "s t" }
  const query = { ...asked, ...challenged }
  const authorize = (scope: string) =>
    page.goto(`${provider.endpoints.authorize}?${form({ ...query, scope })}`)
  const post = async (url: string, pairs: Record<string, string>) => {
    const response = await fetch(url, {
      method: "POST",
      headers: formHeaders,
      body: form({ client_id: "app", ...pairs })
    })
    return response.json()
  }
  const exchange = (code: string) =>
    post(provider.endpoints.token, {
      grant_type: "authorization_code",
      code,
      redirect_uri: redirectUri,
      code_verifier: verifier
    })
  const askForDevice = () => post(text(provider.endpoints.deviceAuthorization), { scope: "read write" })
  const poll = (device_code: string) =>
    post(provider.endpoints.token, { grant_type: deviceCodeGrant, device_code })
  return { provider, page, complaints, redirectUri, authorize, exchange, askForDevice, poll }
}

const callbackOf = (page: Page): URLSearchParams => new URL(page.url()).searchParams

describe("a person at the consent page", () => {
  it("sees who asks for what, and where they go afterwards", async () => {
    const { authorize, complaints, page, redirectUri } = await start()
    await authorize("openid read")
    expect(await page.title()).toBe("app asks for access")
    expect(await page.getByRole("heading", { level: 1 }).innerText()).toBe("app asks for access")
    const people = page.getByRole("group", { name: "Sign in as" }).getByRole("radio")
    expect(await people.count()).toBe(3)
    expect(await page.getByRole("radio", { name: "Ada Lovelace ada@provider.test" }).isChecked()).toBe(true)
    expect(await page.getByRole("group", { name: "It asks for" }).getByRole("checkbox").count()).toBe(2)
    expect(await page.getByText(new URL(redirectUri).host).count()).toBe(1)
    expect(complaints).toEqual([])
  })

  it("approves as whom they choose, and as far as they choose", async () => {
    const { authorize, complaints, exchange, page, provider, redirectUri } = await start()
    await authorize("openid read write")
    await page.getByLabel("Grace Hopper").check()
    await page.getByLabel("write").uncheck()
    await page.getByRole("button", { name: "Approve" }).click()
    expect(await page.textContent("p")).toBe("You are back.")
    expect(page.url().startsWith(`${redirectUri}?`)).toBe(true)
    expect(callbackOf(page).get("state")).toBe("s t")
    const tokens = await exchange(text(callbackOf(page).get("code")))
    expect(tokens.scope).toBe("openid read")
    const headers = { authorization: `Bearer ${tokens.access_token}` }
    const claims = await (await fetch(text(provider.endpoints.userinfo), { headers })).json()
    expect(claims.sub).toBe("grace")
    expect(complaints).toEqual([])
  })

  it("denies, and the application learns of it", async () => {
    const { authorize, page } = await start()
    await authorize("read")
    await page.getByRole("button", { name: "Deny" }).click()
    expect(await page.textContent("p")).toBe("You are back.")
    expect(Object.fromEntries(callbackOf(page))).toMatchObject({ error: "access_denied", state: "s t" })
  })

  it("needs no script and no mouse", async () => {
    const { authorize, exchange, page } = await start({ javaScriptEnabled: false })
    await authorize("read write")
    await page.keyboard.press("Tab")
    await page.keyboard.press("ArrowDown")
    await page.keyboard.press("Tab")
    await page.keyboard.press("Space")
    await page.keyboard.press("Tab")
    await page.keyboard.press("Tab")
    await page.keyboard.press("Enter")
    await page.waitForURL(/callback/)
    expect((await exchange(text(callbackOf(page).get("code")))).scope).toBe("write")
  })

  it("can decide in two tabs, one after the other", async () => {
    const { authorize, page, provider, redirectUri } = await start()
    await authorize("read")
    const other = await page.context().newPage()
    const query = { response_type: "code", client_id: "app", redirect_uri: redirectUri, state: "other" }
    await other.goto(`${provider.endpoints.authorize}?${form({ ...query, ...challenged })}`)
    for (const each of [page, other]) await each.getByRole("button", { name: "Approve" }).click()
    expect([page, other].map((each) => callbackOf(each).get("state"))).toEqual(["s t", "other"])
  })

  it("learns when there is nothing to decide any more", async () => {
    const { authorize, page } = await start()
    await authorize("read")
    const asked = page.url()
    await page.getByRole("button", { name: "Approve" }).click()
    const again = await page.goto(asked)
    expect(again?.status()).toBe(404)
    expect(await page.getByRole("heading", { level: 1 }).innerText()).toBe("Nothing to decide")
  })

  it("is not made to approve by a page of another site", async () => {
    const { authorize, page, provider } = await start()
    await authorize("read")
    const consent = text(callbackOf(page).get("consent"))
    const attack = await page.context().newPage()
    const fields = Object.entries({ consent, proof: "0".repeat(64), decision: "approve", subject: "ada" })
    const inputs = fields.map(([name, value]) => `<input name="${name}" value="${value}">`).join("")
    await attack.setContent(
      `<form method="post" action="${provider.pages.consent}">${inputs}<button>Win</button></form>`
    )
    const [response] = await Promise.all([
      attack.waitForResponse(provider.pages.consent),
      attack.getByRole("button").click()
    ])
    expect(response.status()).toBe(403)
    expect(await attack.getByRole("heading", { level: 1 }).innerText()).toBe("This form is not yours")
    await page.getByRole("button", { name: "Approve" }).click()
    expect(callbackOf(page).has("code")).toBe(true)
  })

  it("is not shown the page in a frame of another site", async () => {
    const { authorize, page, redirectUri } = await start()
    await authorize("read")
    const asked = page.url()
    await page.goto(redirectUri)
    await page.evaluate((url) => {
      document.body.append(Object.assign(document.createElement("iframe"), { src: url }))
    }, asked)
    await expect.poll(() => page.frames()[1]?.url()).toBe("chrome-error://chromewebdata/")
  })
})

describe("a person with a device", () => {
  it("enters the code it shows, and approves", async () => {
    const { askForDevice, complaints, page, poll } = await start()
    const { device_code, user_code, verification_uri } = await askForDevice()
    await page.goto(verification_uri)
    expect(
      await page.getByLabel("Code on the device").evaluate((input) => input === document.activeElement)
    ).toBe(true)
    await page.keyboard.type(` ${user_code.toLowerCase().replace("-", " ")}`)
    await page.keyboard.press("Enter")
    await page.getByLabel("write").uncheck()
    await page.getByRole("button", { name: "Approve" }).click()
    expect(await page.getByRole("heading", { level: 1 }).innerText()).toBe("The device is connected")
    expect((await poll(device_code)).scope).toBe("read")
    expect(complaints).toEqual([])
  })

  it("compares the code that came with the link, and denies", async () => {
    const { askForDevice, page, poll } = await start()
    const { device_code, user_code, verification_uri_complete } = await askForDevice()
    await page.goto(verification_uri_complete)
    expect(await page.getByText(user_code).count()).toBe(1)
    await page.getByRole("button", { name: "Deny" }).click()
    expect(await page.getByRole("heading", { level: 1 }).innerText()).toBe("The device is refused")
    expect((await poll(device_code)).error).toBe("access_denied")
  })

  it("learns of a code that no device shows", async () => {
    const { page, provider } = await start()
    await page.goto(provider.pages.deviceVerification)
    await page.getByLabel("Code on the device").fill("WDJB-MJHT")
    await page.getByRole("button", { name: "Continue" }).click()
    expect(await page.getByRole("alert").innerText()).toBe("No device waits with the code “WDJB-MJHT”.")
    const field = page.getByLabel("Code on the device")
    expect([await field.getAttribute("aria-invalid"), await field.inputValue()]).toEqual([
      "true",
      "WDJB-MJHT"
    ])
  })
})

describe.each<[string, BrowserContextOptions]>([
  ["by day", { colorScheme: "light" }],
  ["by night", { colorScheme: "dark" }],
  ["on a narrow screen", { viewport: { width: 320, height: 640 } }],
  ["in forced colours", { forcedColors: "active" }]
])("every page %s", (_name, options) => {
  it("can be used by everyone, and scrolls in one direction only", async () => {
    const { askForDevice, authorize, page, provider } = await start(options)
    const { verification_uri, verification_uri_complete } = await askForDevice()
    const visits = [
      () => authorize("openid read a-scope-with-a-very-long-name:that.goes/on/and/on/and/on"),
      () => authorize(""),
      () => page.goto(verification_uri),
      () => page.goto(`${verification_uri}?user_code=none`),
      () => page.goto(verification_uri_complete),
      () => page.goto(provider.pages.consent),
      () =>
        page.goto(`${provider.endpoints.authorize}?client_id=app&redirect_uri=https://elsewhere.example/`),
      () => page.goto(provider.issuer)
    ]
    for (const visit of visits) {
      await visit()
      expect(await describeProblems(page)).toEqual([])
      expect(await page.evaluate("document.documentElement.scrollWidth <= innerWidth")).toBe(true)
    }
  })
})
