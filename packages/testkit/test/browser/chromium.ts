/** A real browser for the tests: Chromium, which the machine has to have; CHROMIUM names its path where it is elsewhere. */
import { existsSync } from "node:fs"
import { type Browser, chromium } from "playwright-core"

const places = [
  process.env["CHROMIUM"],
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome"
]

/** Starts it. */
export const startChromium = (): Promise<Browser> => {
  const executablePath = places.find((path) => path !== undefined && existsSync(path))
  if (executablePath === undefined) {
    throw new Error("The browser tests need Chromium. On Debian and Ubuntu: apt-get install chromium.")
  }
  const sandbox = process.getuid?.() === 0 ? ["--no-sandbox"] : []
  return chromium.launch({ executablePath, args: ["--disable-gpu", ...sandbox] })
}
