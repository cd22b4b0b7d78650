/**
 * Times the panel in Chromium with many accounts, and as many flows that wait: how long the list takes from the wish to see it to
 * the frame that shows it, how long a search does, and how long until a new window shows it all.
 *
 * Run with `npm run bench:panel`. `CHROMIUM` names the browser where it is elsewhere.
 */
import {
  layerMemory,
  layerModuleServices,
  LinkedAccounts,
  PendingLink,
  PendingLinks,
  Token
} from "@application-credentials/sdk"
import { AccessTokens, layerRoutes, layerServe } from "@application-credentials/sdk/http"
import { NodeHttpServer, NodeServices } from "@effect/platform-node"
import { Effect, Layer, Redacted } from "effect"
import { HttpServer } from "effect/http"
import { createHash } from "node:crypto"
import { createServer } from "node:http"
import { chromium } from "playwright-core"
import type { Page } from "playwright-core"
import { median, quantile } from "./provider/statistics.ts"

const count = Number(process.env["ACCOUNTS"] ?? 10_000)
const rounds = Number(process.env["ROUNDS"] ?? 20)

const accessToken = "a-token-of-the-bench"
const sha256 = createHash("sha256").update(accessToken).digest("hex")
const token = new Token({
  accessToken: Redacted.make("at"),
  tokenType: "Bearer",
  expiresIn: 3_600,
  expiresAt: 4_102_444_800
})

const fill = Effect.gen(function* () {
  const accounts = yield* LinkedAccounts
  const pending = yield* PendingLinks
  for (let number = 0; number < count; number++) {
    const title = `Account ${number}`
    const { id } = yield* accounts.create({ domain: "acme", title, authImplementation: "acme_client", token })
    const source = { type: "reauth", accountId: id } as const
    const step = { id: "reauth_confirm" } as const
    const flow = { flowId: `flow-${number}`, domain: "acme", source, step, expiresAt: 4_102_444_800 }
    yield* pending.put(new PendingLink(flow))
  }
})

const instance = layerMemory({ integrations: [{ domain: "acme", strings: { en: { title: "Acme" } } }] })
const server = layerServe(layerRoutes(), NodeHttpServer.layer(createServer, { port: 0, host: "127.0.0.1" }), {
  disableLogger: true,
  disableListenLog: true
}).pipe(
  Layer.provide(AccessTokens.layerHashes([{ user: "bench", isAdmin: true, sha256 }])),
  Layer.provideMerge(instance),
  Layer.provide([layerModuleServices, NodeServices.layer])
)

/** Goes to a page of the panel, and gives the milliseconds until the frame in which its list is there. */
const show = (page: Page, hash: string, there: string): Promise<number> =>
  page.evaluate(
    async ([hash, there]) => {
      const frame = () => new Promise((painted) => requestAnimationFrame(painted))
      const began = performance.now()
      location.hash = hash
      while (document.querySelector(there) === null) await frame()
      await frame()
      return performance.now() - began
    },
    [hash, there] as const
  )

const search = (page: Page, text: string): Promise<number> =>
  page.evaluate(async (text) => {
    const field = document.querySelector<HTMLInputElement>("[type=search]")
    if (field === null) throw new Error("There is no search.")
    const frame = () => new Promise((painted) => requestAnimationFrame(painted))
    const began = performance.now()
    field.value = text
    field.dispatchEvent(new Event("input"))
    await frame()
    await frame()
    return performance.now() - began
  }, text)

const print = (what: string, times: ReadonlyArray<number>) =>
  console.log(
    `${what.padEnd(44)} ${median(times).toFixed(0).padStart(6)} ms  (worst ${quantile(times, 1).toFixed(0)} ms)`
  )

const measure = async (url: string): Promise<void> => {
  const browser = await chromium.launch({
    executablePath: process.env["CHROMIUM"] ?? "/usr/bin/chromium",
    args: ["--disable-gpu", ...(process.getuid?.() === 0 ? ["--no-sandbox"] : [])]
  })
  const opened: Array<number> = []
  const listed: Array<number> = []
  const found: Array<number> = []
  for (let round = 0; round < rounds; round++) {
    const page = await browser.newPage()
    const began = performance.now()
    await page.goto(`${url}/panel/#token=${accessToken}`)
    await page.locator("ac-accounts tbody tr").first().waitFor()
    opened.push(performance.now() - began)
    await show(page, "credentials", "ac-credentials h1")
    listed.push(await show(page, "accounts", "ac-accounts tbody tr"))
    found.push(await search(page, `account ${count - 1}`))
    await page.close()
  }
  await browser.close()
  console.log(`${count} accounts, ${count} flows, ${rounds} rounds:`)
  print("the list, from the wish to the frame", listed)
  print("a search through all", found)
  print("a new window, until it shows the list", opened)
}

await Effect.runPromise(
  Effect.gen(function* () {
    yield* fill
    const url = yield* HttpServer.addressFormattedWith(Effect.succeed)
    yield* Effect.promise(() => measure(url))
  }).pipe(Effect.provide(server))
)
