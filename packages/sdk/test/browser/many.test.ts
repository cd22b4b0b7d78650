import { NodeHttpServer, NodeServices } from "@effect/platform-node"
import { Effect, Exit, Layer, Redacted, Scope } from "effect"
import { HttpServer } from "effect/http"
import { createServer } from "node:http"
import { describe, expect, it, onTestFinished } from "vitest"
import { AccessTokens, layerRoutes, layerServe } from "../../src/http/index.ts"
import { layerMemory, layerModuleServices, LinkedAccounts, LinkingFlow, Token } from "../../src/index.ts"
import { sha256 } from "../http/Server.ts"
import { useChromium } from "./chromium.ts"
import { button, row } from "./demo.ts"

const { open } = useChromium()

const accessToken = "the-token-of-the-administrator"
const token = new Token({
  accessToken: Redacted.make("an-access-token-of-many"),
  tokenType: "Bearer",
  expiresIn: 3_600,
  expiresAt: 4_102_444_800
})

/** Starts a host with so many accounts, some of which ask to be linked again. */
const startWith = async (count: number, asking: number): Promise<string> => {
  const scope = Scope.makeUnsafe()
  onTestFinished(() => Effect.runPromise(Scope.close(scope, Exit.void)))
  const server = layerServe(
    layerRoutes(),
    NodeHttpServer.layer(createServer, { port: 0, host: "127.0.0.1" }),
    { disableLogger: true, disableListenLog: true }
  ).pipe(
    Layer.provide(AccessTokens.layerHashes([{ user: "you", isAdmin: true, sha256: sha256(accessToken) }])),
    Layer.provideMerge(layerMemory({ integrations: [{ domain: "acme" }] })),
    Layer.provide([layerModuleServices, NodeServices.layer])
  )
  const fill = Effect.gen(function* () {
    const accounts = yield* LinkedAccounts
    const flow = yield* LinkingFlow
    for (let number = 0; number < count; number++) {
      const title = `Account ${number}`
      const { id } = yield* accounts.create({ domain: "acme", title, authImplementation: "gone", token })
      if (number < asking) yield* flow.start({ domain: "acme", source: { type: "reauth", accountId: id } })
    }
    return yield* HttpServer.addressFormattedWith(Effect.succeed)
  })
  const context = await Effect.runPromise(Layer.buildWithScope(server, scope))
  return `${await Effect.runPromise(Effect.provide(fill, context))}/panel/#token=${accessToken}`
}

describe("many accounts", () => {
  it("come as they are scrolled to, and are found by a search", async () => {
    const page = await open(await startWith(250, 7))
    await page.getByText("100 of 250 are shown.").waitFor()
    expect(await page.locator("tbody tr").count()).toBe(100)
    await page.locator(".end-of-rows").scrollIntoViewIfNeeded()
    await row(page, "Account 199").waitFor()
    await page.getByRole("searchbox", { name: "Search" }).fill("account 249")
    await row(page, "Account 249").waitFor()
    expect(await page.locator("tbody tr").count()).toBe(1)
    await page.getByRole("searchbox", { name: "Search" }).fill("nobody")
    await page.getByText("Nothing here is called “nobody”.").waitFor()
  })

  it("leave room for themselves under those that ask for something", async () => {
    const page = await open(await startWith(10, 7))
    const asking = page.getByRole("region", { name: "Needs your attention" }).getByRole("listitem")
    await asking.first().waitFor()
    expect(await asking.count()).toBe(5)
    await button(page, "Show more (2)").click()
    expect(await asking.count()).toBe(7)
  })
})
