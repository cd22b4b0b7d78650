/**
 * Takes the pictures of the reports, as `report-*.png`, from what the tests of the reporters keep of them. Run with
 * `npm run picture`; it needs Chromium, which `CHROMIUM` names where it is elsewhere.
 */
import { readFileSync } from "node:fs"
import { join } from "node:path"
import { marked } from "marked"
import { chromium } from "playwright-core"
import type { BrowserContextOptions, Page } from "playwright-core"

const golden = join(import.meta.dirname, "../../packages/testkit/test/reporters/golden")
const read = (name: string) => readFileSync(join(golden, name), "utf8")

const style = `body { margin: 0; padding: 1.2rem 1.6rem; font: 15px/1.5 system-ui, sans-serif; color: #1f2328; }
pre, code { font: 13px/1.5 ui-monospace, monospace; background: #f6f8fa; border-radius: 6px; }
pre { padding: .7rem 1rem; white-space: pre-wrap; overflow-wrap: anywhere; } h2, h3 { margin: 1rem 0 .5rem; } p { margin: .5rem 0; }
table { border-collapse: collapse; font-size: 13px; } th, td { border: 1px solid #d1d9e0; padding: .3rem .6rem; }`

const pageOf = (body: string): string =>
  `<!doctype html><meta charset="utf-8"><title>Report</title><style>${style}</style>${body}`

const escaped = (text: string): string => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;")

const browser = await chromium.launch({
  executablePath: process.env["CHROMIUM"] ?? "/usr/bin/chromium",
  args: process.getuid?.() === 0 ? ["--no-sandbox", "--disable-gpu"] : ["--disable-gpu"]
})

const take = async (
  name: string,
  html: string,
  options: BrowserContextOptions,
  prepare: (page: Page) => Promise<void> = async () => {}
): Promise<void> => {
  const context = await browser.newContext(options)
  const page = await context.newPage()
  await page.setContent(html)
  await prepare(page)
  await page.screenshot({ path: join(import.meta.dirname, `report-${name}.png`), animations: "disabled" })
  await context.close()
}

/** Fonts with coloured signs are not everywhere. */
const withPlainSigns = (markdown: string): string =>
  markdown.replaceAll("❌", "✗").replaceAll("✅", "✓").replaceAll("❔", "?").replaceAll("⚠️", "!")

await take("html", read("html.html"), { viewport: { width: 1000, height: 860 } })
await take(
  "phone",
  read("html.html"),
  { viewport: { width: 390, height: 760 }, deviceScaleFactor: 2, colorScheme: "dark" },
  (page) => page.evaluate("document.querySelector('h3').scrollIntoView()")
)
await take("markdown", pageOf(await marked.parse(withPlainSigns(read("markdown.md")), { gfm: true })), {
  viewport: { width: 1000, height: 760 }
})
await take(
  "github",
  pageOf(
    `<pre>${escaped(read("github.txt").replaceAll("%0A", "\n  ").replaceAll("%3A", ":").replaceAll("%2C", ","))}</pre>`
  ),
  {
    viewport: { width: 1000, height: 560 }
  }
)

await browser.close()
