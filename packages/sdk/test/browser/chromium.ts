/** A real browser for the tests, and what may be wrong with a page. */
import axe from "axe-core"
import { existsSync } from "node:fs"
import { chromium } from "playwright-core"
import type { Browser, BrowserContextOptions, Page } from "playwright-core"
import { afterAll, beforeAll, expect, onTestFinished } from "vitest"

const places = [
  process.env["CHROMIUM"],
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome"
]

/** Starts one browser for the tests of a file. Each page has a context of its own, and complains where something is wrong. */
export const useChromium = () => {
  let browser: Browser | undefined
  beforeAll(async () => {
    const executablePath = places.find((path) => path !== undefined && existsSync(path))
    if (executablePath === undefined) {
      throw new Error("The browser tests need Chromium. On Debian and Ubuntu: apt-get install chromium.")
    }
    const sandbox = process.getuid?.() === 0 ? ["--no-sandbox"] : []
    browser = await chromium.launch({ executablePath, args: ["--disable-gpu", ...sandbox] })
  }, 60_000)
  afterAll(() => browser?.close())

  /** Opens a page, in a window of its own. Nothing but what is
   * expected may its console say. */
  const open = async (
    url: string,
    options: BrowserContextOptions = {},
    expected: RegExp = /^$/
  ): Promise<Page> => {
    if (browser === undefined) throw new Error("The browser runs within tests only.")
    const context = await browser.newContext({ locale: "en-GB", ...options })
    const page = await context.newPage()
    page.setDefaultTimeout(20_000)
    const complaints: Array<string> = []
    page.on("console", (message) => {
      if (!expected.test(message.text())) complaints.push(message.text())
    })
    page.on("pageerror", (error) => complaints.push(error.message))
    onTestFinished(async () => {
      await context.close()
      expect(complaints).toEqual([])
    })
    await page.goto(url)
    return page
  }
  return { open }
}

/** What is wrong with a page: rules of WCAG 2.2, A and AA, and good practice; and that it scrolls sideways. */
export const problemsOf = async (page: Page): Promise<ReadonlyArray<string>> => {
  // Past the page's own policy, which lets no script in.
  await page.evaluate(axe.source)
  const { violations }: axe.AxeResults = await page.evaluate("axe.run()")
  const fits = await page.evaluate("document.documentElement.scrollWidth <= innerWidth")
  return [
    ...violations.flatMap(({ help, id, nodes }) => nodes.map(({ html }) => `${id}: ${help}: ${html}`)),
    ...(fits === true ? [] : ["It scrolls sideways."])
  ]
}
