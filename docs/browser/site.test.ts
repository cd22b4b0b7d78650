/** The site as it is built, in a browser and link by link. `npm run docs:build` comes first. */
import { existsSync, globSync, readFileSync, statSync } from "node:fs"
import { createServer, type Server } from "node:http"
import { basename, extname, join } from "node:path"
import { gzipSync } from "node:zlib"
import type { Page } from "playwright-core"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import manifest from "../../package.json" with { type: "json" }
import { describeProblems } from "../../packages/mock-provider/test/browser/accessibility.ts"
import { useChromium } from "../../packages/mock-provider/test/browser/chromium.ts"

const dist = join(import.meta.dirname, "../.vitepress/dist")
const base = new URL(manifest.homepage).pathname
const pages = globSync("**/*.html", { cwd: dist })
const { newPage } = useChromium()

const types: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript",
  ".mjs": "text/javascript",
  ".json": "application/json",
  ".wasm": "application/wasm",
  ".css": "text/css",
  ".png": "image/png",
  ".svg": "image/svg+xml"
}

/** The file that a path of the site leads to, as GitHub Pages finds it, or null. */
const fileOf = (path: string): string | null => {
  const below = decodeURIComponent(path).slice(base.length)
  const candidates = below === "" || below.endsWith("/") ? [`${below}index.html`] : [below, `${below}.html`]
  const found = candidates
    .map((name) => join(dist, name))
    .find((file) => existsSync(file) && statSync(file).isFile())
  return path.startsWith(base) ? (found ?? null) : null
}

let server: Server
let origin: string
beforeAll(async () => {
  if (pages.length === 0) throw new Error("The site is not built. Run npm run docs:build first.")
  server = createServer((request, response) => {
    const file = fileOf(new URL(request.url ?? "/", "http://site.test").pathname)
    if (file === null) return response.writeHead(404).end()
    return response
      .writeHead(200, { "content-type": types[extname(file)] ?? "text/plain" })
      .end(readFileSync(file))
  })
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening))
  const address = server.address()
  origin = `http://127.0.0.1:${typeof address === "object" ? address?.port : address}`
})
afterAll(() => server.close())

const open = async (path: string, colorScheme: "light" | "dark" = "light", width = 1280) => {
  const page = await newPage({ colorScheme, viewport: { width, height: 800 } })
  const errors: Array<string> = []
  page.on("pageerror", (error) => errors.push(String(error)))
  page.on("console", (message) => message.type() === "error" && errors.push(message.text()))
  await page.goto(origin + base + path)
  await page.locator("#app").waitFor()
  return { page, errors }
}

/** One of each kind. */
const kinds = [
  "",
  "guides/check",
  "guides/panel",
  "requirements/",
  "requirements/AUT-2",
  "providers/",
  "providers/google",
  "errors/sdk",
  "reference/sdk/LinkingFlow",
  "field-report",
  "playground"
]

describe("a page", () => {
  it.each(kinds)("/%s is there for everybody, light and dark, and on a phone", async (path) => {
    const { errors, page } = await open(path)
    expect(await describeProblems(page)).toEqual([])
    await page.emulateMedia({ colorScheme: "dark" })
    await page.locator("html.dark").waitFor({ state: "attached" })
    // The words are the same in the dark, and only their colours others.
    expect(await describeProblems(page, ["color-contrast"])).toEqual([])
    await page.setViewportSize({ width: 360, height: 800 })
    expect(await page.evaluate("document.documentElement.scrollWidth")).toBeLessThanOrEqual(360)
    expect(errors).toEqual([])
  })

  it("weighs less than 200 kB", () => {
    const heavy = pages
      .map((path) => [path, statSync(join(dist, path)).size] as const)
      .filter(([, size]) => size >= 200_000)
    expect(heavy).toEqual([])
  })
})

describe("the playground", () => {
  const check = (page: Page) => page.getByRole("button", { name: "Check", exact: true })

  it("checks an example of Python and one of TypeScript, shows what to fix, and asks nobody else for anything", async () => {
    const { errors, page } = await open("playground")
    const origins = new Set<string>()
    page.on("request", (request) => origins.add(new URL(request.url().replace(/^blob:/, "")).origin))
    for (const [example, found] of [
      ["lost_pkce", "AUT-7"],
      ["forgetful", "REF-2"]
    ] as const) {
      await page.getByLabel("Example").selectOption(example)
      // A name in a comment is no use of what only Node has.
      if (example === "forgetful")
        await page.locator("textarea").evaluate((area: HTMLTextAreaElement) => {
          area.value += "\n// process.env.ACME_ID\n"
          area.dispatchEvent(new Event("input"))
        })
      await page.getByLabel("Inputs").selectOption("5")
      await check(page).click()
      await page.getByText(/There is something to fix: \d+ failed/).waitFor({ timeout: 100_000 })
      await page.getByRole("link", { name: `${found} fails` }).click()
      await page.locator(`#found-${found}`).getByRole("button").click()
      expect(await page.locator("textarea").evaluate((area) => area === document.activeElement)).toBe(true)
      expect(await describeProblems(page)).toEqual([])
    }
    expect([...origins]).toEqual([origin])
    expect(errors).toEqual([])
  })

  it("stops, and runs again", async () => {
    const { page } = await open("playground")
    await check(page).click()
    await page.getByRole("button", { name: "Stop" }).click()
    await page.getByText(/^Stopped: 0 failed/).waitFor()
    await page.getByLabel("Example").selectOption("talkative")
    await check(page).click()
    await page.getByText(/There is something to fix/).waitFor({ timeout: 100_000 })
  })

  it("puts the files into a link, and reads them there", async () => {
    const { page } = await open("playground")
    await page.getByRole("tab", { name: "manifest.json" }).click()
    await page.locator("textarea").fill('{ "domain": "acme", }')
    await page.getByRole("button", { name: "Copy link" }).click()
    await page.getByText(/^The link is /).waitFor()
    const { page: other } = await open(page.url().slice((origin + base).length))
    await other.getByRole("tab", { name: "manifest.json" }).click()
    expect(await other.locator("textarea").inputValue()).toBe('{ "domain": "acme", }')
    await check(other).click()
    const problem = await other.getByRole("alert").textContent({ timeout: 60_000 })
    expect(problem).toMatch(/manifest\.json:1:21: a comma before it is one too many/)
  })

  it("opens what a requirement's page leads to, and keeps what is written there when the reader comes back", async () => {
    const { errors, page } = await open("requirements/AUT-2")
    const shown = await page.locator(".beside pre .highlighted").allTextContents()
    const links = page.getByRole("link", { name: /^the (faulty module|fixed one)$/ })
    for (const [index, link] of (await links.all()).entries()) {
      await link.click()
      const title = index % 2 === 0 ? /^AUT-2 a module that has a client id of its own/ : /^AUT-2 fixed/
      await page.locator("select option:checked", { hasText: title }).waitFor({ state: "attached" })
      const text = await page.locator("textarea").inputValue()
      expect(text).toContain(shown[index]?.trim())
      if (index < 3) await page.goBack()
    }
    await page.locator("textarea").fill("mine = 1\n")
    await page.getByRole("link", { name: "AUT-2 was not checked" }).click()
    await page.waitForURL("**/requirements/AUT-2")
    await page.goBack()
    await page.locator("select option:checked", { hasText: "your own" }).waitFor({ state: "attached" })
    expect(await page.locator("textarea").inputValue()).toBe("mine = 1\n")
    // VitePress's outline looks for its marker a tenth of a second after the reader scrolled, who may have left the page by then.
    expect(errors.filter((error) => !error.includes("of null (reading 'style')"))).toEqual([])
  })

  it("says that a link names no example", async () => {
    const { page } = await open("playground#AUT-200-python")
    await page.getByText("There is no example AUT-200-python").waitFor()
  })

  it("keeps what is under way from moving on the page", async () => {
    const { page } = await open("playground", "light", 375)
    await page.getByLabel("Example").selectOption("forgetful")
    await page.evaluate(() => {
      const shifts: Array<number> = []
      Object.assign(globalThis, { shifts })
      new PerformanceObserver((list) => {
        for (const entry of list.getEntries()) shifts.push(Number(Reflect.get(entry, "value")))
      }).observe({ type: "layout-shift" })
    })
    await check(page).click()
    await page.getByText(/There is something to fix/).waitFor({ timeout: 100_000 })
    const shifts: ReadonlyArray<number> = await page.evaluate(() => Reflect.get(globalThis, "shifts"))
    expect(shifts.reduce((sum, shift) => sum + shift, 0)).toBeLessThan(0.05)
  })

  it("takes less than 16 MB over the wire, Python and TypeScript together", () => {
    const fetched = ["assets/{judge,python,typescript}.*.js", "playground/pyodide-*/*"].flatMap((pattern) =>
      globSync(pattern, { cwd: dist })
    )
    expect(fetched.length).toBe(8)
    const sizes = fetched.map((path) => gzipSync(readFileSync(join(dist, path)), { level: 6 }).length)
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(16_000_000)
  })
})

describe("the site", () => {
  it("has no link to a page, a file or a heading that is not there", () => {
    const html = new Map(pages.map((path) => [join(dist, path), readFileSync(join(dist, path), "utf8")]))
    const ids = new Map(
      [...html].map(([file, text]) => [
        file,
        new Set([...text.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id))
      ])
    )
    const examples = globSync("playground/examples/*.json", { cwd: dist })
    for (const name of examples) ids.get(join(dist, "playground.html"))?.add(basename(name, ".json"))
    const dead = [...html].flatMap(([file, text]) => {
      const at = `http://site.test${base}${file.slice(dist.length + 1).replace(/\.html$/, "")}`
      return [...text.matchAll(/<(?:a|img|script|link)\b[^>]* (?:href|src)="([^"]+)"/g)].flatMap(
        ([, link = ""]) => {
          const url = new URL(link.replaceAll("&amp;", "&"), at)
          if (url.host !== "site.test") return []
          const target = fileOf(url.pathname)
          const id = decodeURIComponent(url.hash.slice(1))
          return target === null || (id !== "" && ids.get(target)?.has(id) === false)
            ? [`${file.slice(dist.length)}: ${link}`]
            : []
        }
      )
    })
    expect(dead).toEqual([])
  })

  it("finds a requirement by its id", async () => {
    const { page } = await open("")
    await page
      .getByRole("button", { name: /search/i })
      .first()
      .click()
    await page.getByRole("searchbox").or(page.locator("#localsearch-input")).first().fill("AUT-2")
    // The field report names it more often than its own page does, and may come first.
    await page.locator("#localsearch-list a[href*='/requirements/AUT-2#']").first().click()
    await page.waitForURL("**/requirements/AUT-2#*")
  })

  it("finds providers by name and by quirk", async () => {
    const { page } = await open("providers/")
    const rows = page.getByRole("region", { name: "Providers" }).locator("tbody tr")
    const all = await rows.count()
    expect(all).toBeGreaterThan(60)
    await page.getByLabel("Name, host or authentication").fill("withings")
    expect(await rows.count()).toBe(1)
    await page.getByLabel("Name, host or authentication").fill("")
    await page.getByLabel("Quirk").selectOption("noRefreshToken")
    const some = await rows.count()
    expect(some).toBeGreaterThan(0)
    expect(some).toBeLessThan(all)
  })
})
