/** The demo host, as `npm run demo` starts it, and what a person does there. */
import { spawn } from "node:child_process"
import { once } from "node:events"
import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { createInterface } from "node:readline"
import type { Locator, Page } from "playwright-core"
import { onTestFinished } from "vitest"

const script = join(import.meta.dirname, "../../../../examples/host/demo.ts")

/** Starts a demo host of the test's own, and gives the address that it prints. */
export const startDemo = async (): Promise<string> => {
  const folder = mkdtempSync(join(tmpdir(), "demo-"))
  const demo = spawn(process.execPath, ["--conditions=application-credentials-source", script], {
    env: { PORT: "0", FOLDER: folder, PATH: process.env["PATH"] },
    stdio: ["ignore", "pipe", "inherit"]
  })
  onTestFinished(async () => {
    demo.kill()
    if (demo.exitCode === null) await once(demo, "exit")
    rmSync(folder, { recursive: true })
  })
  for await (const line of createInterface(demo.stdout)) {
    const url = /^Open (\S+)$/.exec(line)?.[1]
    if (url !== undefined) {
      demo.stdout.resume()
      return url
    }
  }
  throw new Error("The demo host printed no address.")
}

export const button = (page: Page | Locator, name: string | RegExp): Locator =>
  page.getByRole("button", { name, exact: typeof name === "string" })

/** The dialog that is open. */
export const dialog = (page: Page): Locator => page.getByRole("dialog")

/** The row of the table whose first cell has this text. */
export const row = (page: Page, name: string): Locator => page.getByRole("row").filter({ hasText: name })

/** Chooses what to do with a row. */
export const choose = async (page: Page, name: string, action: string): Promise<void> => {
  await button(page, `Actions for ${name}`).click()
  await page.getByRole("menuitem", { name: action, exact: true }).click()
}

/** Enters a credential that the demo's providers know, with white space around it. */
export const enterCredential = async (page: Page, name: string): Promise<void> => {
  await page.getByLabel("Client ID").fill("  demo-client ")
  await page.getByLabel("Client secret", { exact: true }).fill("\tdemo-secret ")
  await page.getByLabel("Name", { exact: true }).fill(name)
}

/** Begins, and agrees at the provider as one of its users. */
export const agree = async (page: Page, begin: () => Promise<unknown>, user: string): Promise<void> => {
  const opened = page.waitForEvent("popup")
  await begin()
  const provider = await opened
  await provider.getByLabel(user).check()
  await provider.getByRole("button", { name: "Approve" }).click()
}

/** Links an account of Spotify from nothing. */
export const linkSpotify = async (page: Page, user = "Ada Lovelace"): Promise<void> => {
  await button(page, "Link an account").click()
  await button(page, "Spotify").click()
  await enterCredential(page, "Our music")
  await agree(page, () => button(page, "Continue").click(), user)
  await dialog(page).getByText(`“${user}” is linked`).waitFor()
  await page.keyboard.press("Escape")
  await row(page, user).waitFor()
}
