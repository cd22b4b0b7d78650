/**
 * Takes the pictures of the panel, on the demo host, as `panel-*.png`. Run with `npm run picture`; it needs Chromium, which
 * `CHROMIUM` names where it is elsewhere.
 */
import { spawn } from "node:child_process"
import { once } from "node:events"
import { join } from "node:path"
import { createInterface } from "node:readline"
import { chromium } from "playwright-core"
import type { BrowserContextOptions, Page } from "playwright-core"

const root = join(import.meta.dirname, "../..")

/** Starts the demo host, and gives the address that it prints. */
const startDemo = async () => {
  const demo = spawn(process.execPath, [join(root, "examples/host/demo.ts")], {
    env: { ...process.env, PORT: "0" },
    stdio: ["ignore", "pipe", "inherit"]
  })
  for await (const line of createInterface(demo.stdout)) {
    const url = /^Open (\S+)$/.exec(line)?.[1]
    if (url !== undefined) return { demo, url }
  }
  throw new Error("The demo host printed no address.")
}

const { demo, url } = await startDemo()
const browser = await chromium.launch({
  executablePath: process.env["CHROMIUM"] ?? "/usr/bin/chromium",
  args: process.getuid?.() === 0 ? ["--no-sandbox", "--disable-gpu"] : ["--disable-gpu"]
})

const open = async (options: BrowserContextOptions = {}): Promise<Page> => {
  const context = await browser.newContext({ viewport: { width: 1000, height: 620 }, ...options })
  const page = await context.newPage()
  await page.goto(url)
  await page.getByRole("heading", { level: 1, name: /Accounts|Konten/ }).waitFor()
  return page
}

const take = async (page: Page, name: string): Promise<void> => {
  await page.screenshot({ path: join(import.meta.dirname, `panel-${name}.png`), animations: "disabled" })
}

/** Enters the credential that the demo's providers know. */
const enterCredential = async (page: Page, name: string): Promise<void> => {
  await page.getByLabel("Client ID").fill("demo-client")
  await page.getByLabel("Client secret", { exact: true }).fill("demo-secret")
  await page.getByLabel("Name", { exact: true }).fill(name)
}

/** Agrees at the provider, as one of its users. */
const agree = async (page: Page, begin: () => Promise<void>, user: string): Promise<void> => {
  const opened = page.waitForEvent("popup")
  await begin()
  const provider = await opened
  await provider.getByLabel(user).check()
  await provider.getByRole("button", { name: "Approve" }).click()
  await page.getByRole("dialog").getByText(`“${user}” is linked`).waitFor()
}

const page = await open()
await page.getByRole("button", { name: "Link an account" }).click()
await page.getByRole("button", { name: "Spotify" }).click()
await page.getByLabel("Client ID").waitFor()
await take(page, "credential")
await enterCredential(page, "Our music app")
await agree(page, () => page.getByRole("button", { name: "Continue" }).click(), "Ada Lovelace")
await take(page, "linked")
await page.keyboard.press("Escape")
await page.getByRole("button", { name: "Link an account" }).click()
await agree(page, () => page.getByRole("button", { name: "Spotify" }).click(), "Grace Hopper")
await page.keyboard.press("Escape")
await page.getByRole("button", { name: "Link an account" }).click()
await page.getByRole("button", { name: "Google" }).click()
await enterCredential(page, "Photos at home")
await agree(page, () => page.getByRole("button", { name: "Continue" }).click(), "Ada Lovelace")
await page.keyboard.press("Escape")
await take(page, "accounts")
await page.getByRole("link", { name: "Credentials" }).click()
await page.getByRole("button", { name: "Actions for Our music app" }).click()
await take(page, "credentials")
await page.keyboard.press("Escape")
await page.getByRole("link", { name: "Accounts" }).click()
await page.getByRole("button", { name: "Link an account" }).click()
const opened = page.waitForEvent("popup")
await page.getByRole("button", { name: "Google" }).click()
await (await opened).close()
await page.getByRole("button", { name: "Use a code on another device" }).click()
await page.getByRole("timer").waitFor()
await take(page, "device")
await page.keyboard.press("Escape")
await take(
  await open({
    colorScheme: "dark",
    locale: "de-DE",
    viewport: { width: 390, height: 720 },
    deviceScaleFactor: 2
  }),
  "small"
)

await browser.close()
demo.kill()
await once(demo, "exit")
