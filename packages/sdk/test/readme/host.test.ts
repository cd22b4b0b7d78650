import { MockProvider } from "@application-credentials/mock-provider"
import { serve } from "@application-credentials/mock-provider/node"
import { once } from "node:events"
import { readFile } from "node:fs/promises"
import type { Server } from "node:http"
import { describe, expect, it, onTestFinished, vi } from "vitest"
import type { LinkingHost } from "../../src/promise/index.ts"
import * as onExpress from "./express.ts"
import * as onHttp from "./host.ts"

const read = (path: string) => readFile(new URL(path, import.meta.url), "utf8")

const startProvider = async () => {
  const server = await serve((issuer) =>
    MockProvider.make({
      issuer,
      users: [{ subject: "ada", claims: { name: "Ada" } }],
      clients: [
        {
          clientId: "my-client",
          clientSecret: "my-secret-of-the-client",
          authentication: "client_secret_post",
          redirectUris: ["http://127.0.0.1/auth/external/callback"]
        }
      ]
    })
  )
  onTestFinished(server.close)
  return server.served.issuer
}

const portOf = (http: Server): number => {
  const address = http.address()
  return typeof address === "object" && address !== null ? address.port : 0
}

/** Links an account, and gives its id. */
const link = async (host: LinkingHost, http: Server): Promise<string> => {
  if (!http.listening) await once(http, "listening")
  await host.credentials.create({
    domain: "acme",
    clientId: "my-client",
    clientSecret: "my-secret-of-the-client"
  })
  const frontendBase = `http://127.0.0.1:${portOf(http)}`
  const started = await host.flows.start({ domain: "acme", frontendBase })
  if (started.type !== "external") throw new Error(JSON.stringify(started))
  expect(await (await fetch(started.url)).text()).toContain("Your account is linked")
  const [account] = await host.accounts.list()
  return account?.id ?? ""
}

describe("a host without Effect", () => {
  it.each(["host", "express"])("is written in fewer than 60 lines: %s", async (name) => {
    expect((await read(`./${name}.ts`)).split("\n").length).toBeLessThan(60)
  })

  it("is shown in README as it is run here", async () => {
    expect(await read("../../README.md")).toContain(`\`\`\`ts\n${await read("./host.ts")}\`\`\``)
  })
})

describe("README's host", () => {
  it("links an account, and shows the panel", async () => {
    vi.spyOn(console, "log").mockImplementation(() => undefined)
    const { host, http, stop } = await onHttp.start(0, await startProvider())
    onTestFinished(stop)
    const id = await link(host, http)
    expect((await host.accounts.get(id)).title).toBe("Ada")
    expect((await fetch(`http://127.0.0.1:${portOf(http)}/panel/`)).status).toBe(200)
  })
})

describe("README's host with Express", () => {
  it("links an account, and asks in its name", async () => {
    const users = new Map([["a-token-of-somebody", { id: "me", isAdmin: true }]])
    const { host, http } = await onExpress.start(0, await startProvider(), users)
    onTestFinished(async () => {
      http.close()
      await host.close()
    })
    const id = await link(host, http)
    const lamps = await fetch(`http://127.0.0.1:${portOf(http)}/lamps/${id}`)
    expect(await lamps.json()).toEqual({ sub: "ada", name: "Ada" })
  })
})
