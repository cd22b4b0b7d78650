/** A real browser for the tests: Chromium, which the machine has to have. */
import { existsSync } from "node:fs"
import type { Browser, BrowserContext, BrowserContextOptions, Page } from "playwright-core"
import { chromium } from "playwright-core"
import { afterAll, beforeAll, onTestFinished } from "vitest"

/** Where Debian and others have it; CHROMIUM names another place. */
const places = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"]

const executable = (): string => {
  const { CHROMIUM } = process.env
  const found = (CHROMIUM === undefined ? places : [CHROMIUM]).find((path) => existsSync(path))
  if (found !== undefined) return found
  const looked = CHROMIUM ?? places.join(", ")
  throw new Error(
    `The browser tests need Chromium, and there is none at ${looked}. On Debian and Ubuntu: apt-get install chromium. ` +
      "Elsewhere: set CHROMIUM to the path of a Chromium or Chrome."
  )
}

/** Nothing that a browser does by itself, and a sandbox only where the user may have one. */
const args = [
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  ...(process.getuid?.() === 0 ? ["--no-sandbox"] : [])
]

/** Starts one browser for the tests of a file, and makes pages that close when their test ends. */
export const useChromium = () => {
  let browser: Browser | undefined
  beforeAll(async () => {
    browser = await chromium.launch({ executablePath: executable(), args })
  }, 60_000)
  afterAll(() => browser?.close())

  const newContext = async (options: BrowserContextOptions = {}): Promise<BrowserContext> => {
    if (browser === undefined) throw new Error("The browser runs within tests only.")
    const context = await browser.newContext(options)
    onTestFinished(() => context.close())
    return context
  }
  const newPage = async (options: BrowserContextOptions = {}): Promise<Page> =>
    (await newContext(options)).newPage()
  return { newContext, newPage }
}
