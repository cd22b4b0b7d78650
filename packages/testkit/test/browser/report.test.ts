/** The HTML report in a real browser: on a screen and on a phone, light and dark, and on paper. */
import axe from "axe-core"
import type { Browser, BrowserContextOptions, Page } from "playwright-core"
import { afterAll, assert, beforeAll, describe, it } from "vitest"
import { startChromium } from "./chromium.ts"

const report = new URL("../reporters/golden/html.html", import.meta.url).href

let browser: Browser
beforeAll(async () => {
  browser = await startChromium()
}, 60_000)
afterAll(() => browser?.close())

/** Opens the report, and gives what its page says, with everything unfolded. */
const open = async (options: BrowserContextOptions, use: (page: Page) => Promise<void>): Promise<void> => {
  const context = await browser.newContext(options)
  const page = await context.newPage()
  const complaints: Array<string> = []
  page.on("console", (message) => complaints.push(message.text()))
  page.on("request", (request) => {
    if (request.url() !== report) complaints.push(request.url())
  })
  await page.goto(report)
  await page.evaluate("document.querySelectorAll('details').forEach((each) => { each.open = true })")
  await use(page)
  await context.close()
  assert.deepStrictEqual(complaints, [])
}

/** What is wrong with a page: rules of WCAG 2.2, A and AA, and good practice. */
const describeProblems = async (page: Page): Promise<ReadonlyArray<string>> => {
  await page.evaluate(axe.source)
  const found: axe.AxeResults = await page.evaluate("axe.run()")
  return found.violations.flatMap(({ help, id, nodes }) => nodes.map(({ html }) => `${id}: ${help}: ${html}`))
}

const desktop = { width: 1000, height: 700 }
const phone = { width: 360, height: 740 }

describe("the report as a page", () => {
  it.each([
    ["on a screen", { viewport: desktop }],
    ["in the dark", { viewport: desktop, colorScheme: "dark" }],
    ["on a phone", { viewport: phone, isMobile: true }],
    ["on a phone in the dark", { viewport: phone, isMobile: true, colorScheme: "dark" }]
  ] as const)("can be used by everybody %s, and scrolls one way only", (_, options) =>
    open(options, async (page) => {
      assert.deepStrictEqual(await describeProblems(page), [])
      const widths: { page: number; window: number } = await page.evaluate(
        "({ page: document.documentElement.scrollWidth, window: document.documentElement.clientWidth })"
      )
      assert.isAtMost(widths.page, widths.window)
    })
  )

  it("prints, with every failure and without what leads around", () =>
    open({ viewport: desktop }, async (page) => {
      await page.emulateMedia({ media: "print" })
      assert.isFalse(await page.getByRole("navigation").isVisible())
      assert.isTrue(await page.getByText("AUT-7 MUST").isVisible())
      assert.isAbove((await page.pdf()).length, 10_000)
    }))
})
