import { MockProvider } from "@application-credentials/mock-provider"
import { serve } from "@application-credentials/mock-provider/node"
import { createConnection, createLongLivedTokenAuth } from "home-assistant-js-websocket"
import { existsSync, mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { describe, expect, it, onTestFinished } from "vitest"
import { createHost } from "../../src/promise/index.ts"
import type { HostOptions } from "../../src/promise/index.ts"
import { onExpress, onFastify, onHono, onHttp } from "./hosts.ts"
import type { Mounted } from "./hosts.ts"

const token = "the-token-of-an-administrator"

/** A provider on a port, and the options of a host that links accounts there. */
const start = async (): Promise<{ provider: MockProvider; options: HostOptions }> => {
  const mock = await serve((issuer) =>
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
  onTestFinished(mock.close)
  const provider = mock.served
  const { authorize: authorizeUrl, token: tokenUrl, userinfo = "" } = provider.endpoints
  return {
    provider,
    options: {
      integrations: [
        {
          domain: "acme",
          server: { authorizeUrl, tokenUrl },
          client: { pkce: true, scopes: ["openid", "profile"] },
          identify: async (accessToken) => {
            const response = await fetch(userinfo, { headers: { authorization: `Bearer ${accessToken}` } })
            const { name, sub } = await response.json()
            return { uniqueId: sub, title: name }
          }
        }
      ],
      verify: async (given) => (given === token ? { id: "ada", isAdmin: true } : undefined)
    }
  }
}

const credential = { domain: "acme", clientId: "my-client", clientSecret: "my-secret-of-the-client" }

describe("a host of promises", () => {
  it("links an account, and asks in its name", async () => {
    const { options, provider } = await start()
    await using host = await createHost({ ...options, host: { externalUrl: "http://127.0.0.1" } })
    await host.credentials.create(credential)
    const started = await host.flows.start({ domain: "acme" })
    if (started.type !== "external") throw new Error(started.type)
    const answered = await fetch(started.url, { redirect: "manual" })
    const finished = await host.flows.callback(new URL(answered.headers.get("location") ?? "").searchParams)
    if (finished.type !== "create_entry") throw new Error(finished.type)
    const { id, title } = finished.account
    expect(title).toBe("Ada")
    expect(provider.isLive(await host.sessions.accessToken(id))).toBe(true)
    await host.sessions.refresh(id)
    const { userinfo = "" } = provider.endpoints
    const asAda = host.sessions.fetch(id, [new URL(userinfo).host])
    expect(await (await asAda(userinfo)).json()).toEqual({ sub: "ada", name: "Ada" })
    await expect(asAda("https://elsewhere.test/")).rejects.toMatchObject({ _tag: "DestinationNotAllowed" })
    await expect(host.credentials.remove("acme_my_client")).rejects.toMatchObject({ _tag: "CredentialInUse" })
    expect((await host.accounts.remove(id)).account.id).toBe(id)
    await host.credentials.remove("acme_my_client")
    expect(await host.credentials.list()).toEqual([])
  })

  it("keeps its state in a folder", async () => {
    const folder = mkdtempSync(join(tmpdir(), "host-"))
    onTestFinished(() => rmSync(folder, { recursive: true }))
    const { options } = await start()
    const first = await createHost({ ...options, folder })
    await first.credentials.create(credential)
    await first.close()
    expect(existsSync(join(folder, "application_credentials"))).toBe(true)
    await using second = await createHost({ ...options, folder })
    expect((await second.credentials.list()).map(({ id }) => id)).toEqual(["acme_my_client"])
  })

  it("rejects with the error itself where it cannot begin", async () => {
    const { options } = await start()
    await expect(createHost({ ...options, cloud: { server: "ftp://cloud.test" } })).rejects.toMatchObject({
      _tag: "AuthorizationServerInvalid"
    })
  })

  it("closes WebSocket connections when it is closed", async () => {
    const { options } = await start()
    const host = await createHost(options)
    const url = await host.listen(0)
    const connection = await createConnection({ auth: createLongLivedTokenAuth(url, token) })
    const disconnected = new Promise((resolve) => connection.addEventListener("disconnected", resolve))
    await host.close()
    await disconnected
    connection.close()
    await expect(fetch(url)).rejects.toThrow("fetch failed")
  })
})

describe.each<[string, (options: HostOptions, port: number) => Promise<Mounted>]>([
  ["Node's http", onHttp],
  ["Express", onExpress],
  ["Hono", onHono],
  ["Fastify", onFastify]
])("mounted on %s", (_, mount) => {
  it("links an account over REST and WebSocket, and leaves other paths alone", async () => {
    const { options } = await start()
    const { host, server } = await mount(options, 0)
    onTestFinished(async () => {
      await host.close()
      server.closeAllConnections()
      await new Promise((closed) => server.close(closed))
    })
    const address = server.address()
    if (typeof address !== "object" || address === null) throw new Error("no port")
    const base = `http://127.0.0.1:${address.port}`
    expect(await (await fetch(`${base}/hello`)).text()).toBe("Hello")
    expect((await fetch(`${base}/panel/`)).headers.get("content-type")).toBe("text/html; charset=utf-8")

    const connection = await createConnection({ auth: createLongLivedTokenAuth(base, token) })
    onTestFinished(() => connection.close())
    await connection.sendMessagePromise({
      type: "application_credentials/create",
      domain: "acme",
      client_id: credential.clientId,
      client_secret: credential.clientSecret
    })
    const call = async (path: string, body?: object) => {
      const response = await fetch(`${base}/api/config/config_entries/${path}`, {
        method: body === undefined ? "GET" : "POST",
        headers: { authorization: `Bearer ${token}`, "HA-Frontend-Base": base },
        ...(body === undefined ? {} : { body: JSON.stringify(body) })
      })
      return response.json()
    }
    const { flow_id, url } = await call("flow", { handler: "acme" })
    expect(await (await fetch(url)).text()).toContain("Your account is linked")
    expect(await call(`flow/${flow_id}`)).toMatchObject({ type: "create_entry", title: "Ada" })
    expect(await connection.sendMessagePromise({ type: "config_entries/get" })).toMatchObject([
      { title: "Ada", owner: "ada", state: "loaded" }
    ])
  })
})
