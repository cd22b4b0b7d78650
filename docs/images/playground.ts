/**
 * Takes the picture of the playground, as `playground.png`, from the site as it is built. Run with `npm run picture`; it needs
 * Chromium, which `CHROMIUM` names where it is elsewhere.
 */
import { join } from "node:path"
import { chromium } from "playwright-core"
import { serve } from "vitepress"
import manifest from "../../package.json" with { type: "json" }

const port = 4197
const base = new URL(manifest.homepage).pathname
await serve({ root: join(import.meta.dirname, ".."), base, port })

const browser = await chromium.launch({
  executablePath: process.env["CHROMIUM"] ?? "/usr/bin/chromium",
  args: process.getuid?.() === 0 ? ["--no-sandbox", "--disable-gpu"] : ["--disable-gpu"]
})
const page = await browser.newPage({ viewport: { width: 1280, height: 900 }, reducedMotion: "reduce" })
await page.goto(`http://localhost:${port}${base}playground`)
await page.getByLabel("Example").selectOption("lost_pkce")
await page.getByRole("button", { name: "Check", exact: true }).click()
await page.getByText(/There is something to fix/).waitFor({ timeout: 120_000 })
await page.screenshot({ path: join(import.meta.dirname, "playground.png"), animations: "disabled" })
await browser.close()
process.exit()
