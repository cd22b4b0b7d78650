import { connect } from "node:net"
import { once } from "node:events"
import { Redacted } from "effect"
import { describe, expect, it } from "vitest"
import { MockProvider } from "../../src/index.ts"
import { serve } from "../../src/node/index.ts"
import { suite } from "../edges/ClientLaws.ts"
import { basic, basicClient, form, formHeaders, fullClient, text } from "../Harness.ts"
import { connectByPort, serveInTest } from "./connect.ts"
import { postBytes, sendRaw } from "./wire.ts"

suite("a real port", connectByPort)

const clients = [basicClient, fullClient]
const make = (issuer: string) => MockProvider.make({ issuer, clients })
const clientCredentials = form({
  grant_type: "client_credentials",
  client_id: fullClient.clientId,
  client_secret: fullClient.clientSecret
})
const ask = (url: string) => fetch(url, { method: "POST", headers: formHeaders, body: clientCredentials })

describe("a provider on a real port", () => {
  it("has its URLs on the port that was free", async () => {
    const { served, url } = await serveInTest(make)
    expect(url).toMatch(/^http:\/\/127\.0\.0\.1:[1-9]\d*$/)
    expect(served.issuer).toBe(url)
    const metadata = await (await fetch(text(served.endpoints.metadata))).json()
    expect(metadata).toMatchObject({ issuer: url, token_endpoint: `${url}/token` })
    expect((await ask(`${url}/token`)).status).toBe(200)
  })

  it("has the URL that it is given, where that is how clients reach it", async () => {
    const { served, url } = await serveInTest(make, { url: "https://oauth.internal/tenant/" })
    expect(url).toBe("https://oauth.internal/tenant")
    expect(served.endpoints.token).toBe("https://oauth.internal/tenant/token")
  })

  it("answers by whichever name it is reached", async () => {
    const { url } = await serveInTest(make)
    expect((await ask(`${url.replace("127.0.0.1", "localhost")}/token`)).status).toBe(200)
  })

  it("answers at the paths of a provider that was made before", async () => {
    const provider = MockProvider.make({
      endpoints: {
        authorize: "https://acme.test/oauth/authorize",
        token: "https://api.acme.test/oauth/token?v=1"
      },
      clients
    })
    const { url } = await serveInTest(() => provider)
    expect((await ask(`${url}/oauth/token?v=1`)).status).toBe(200)
    expect((await ask(`${url}/oauth/token`)).status).toBe(404)
    expect(provider.calls("token").length).toBe(1)
  })

  it("answers a client that takes it for its proxy", async () => {
    const { served, url } = await serveInTest(make)
    const request = postBytes("http://provider.test/token?x=1", formHeaders, clientCredentials)
    expect((await sendRaw(url, request)).bytes).toMatch(/^HTTP\/1\.1 200 /)
    expect(served.calls("token")[0]?.query.get("x")).toBe("1")
  })

  it("finds a path that is written otherwise than URLs write it", async () => {
    const { url } = await serveInTest(make)
    const { bytes } = await sendRaw(url, postBytes("/other/../token", formHeaders, clientCredentials))
    expect(bytes).toMatch(/^HTTP\/1\.1 200 /)
  })

  it("says what is not there, without the query", async () => {
    const { served, url } = await serveInTest(make)
    const response = await fetch(`${url}/nothing?client_secret=hush`)
    expect(response.status).toBe(404)
    expect(await response.json()).toEqual({
      error: "not_found",
      error_description: "Nothing is served at /nothing."
    })
    expect(served.journal).toEqual([])
  })

  it("shows a person a page where a program gets JSON", async () => {
    const { served, url } = await serveInTest(make)
    const open = async (path: string) => {
      const response = await fetch(`${url}${path}`, { headers: { accept: "text/html" } })
      return [response.status, await response.text()] as const
    }
    const [missing, nothing] = await open("/nothing?client_secret=hush")
    expect(missing).toBe(404)
    for (const path of ["/nothing", "/authorize", "/consent"]) expect(nothing).toContain(path)
    expect(nothing).not.toContain("hush")
    const [refused, why] = await open("/authorize?client_id=nobody")
    expect(refused).toBe(400)
    expect(why).toContain("authorize-client-unknown")
    const [, json] = await open("/token")
    expect(JSON.parse(json)).toMatchObject({ error: "invalid_request" })
    expect(served.journal.map(({ rule }) => rule)).toEqual(["authorize-client-unknown", "token-method"])
  })

  it("joins fields that are sent twice, so that no second one slips by", async () => {
    const { served, url } = await serveInTest(make)
    const authorization = basic(basicClient.clientId, basicClient.clientSecret)
    const request = postBytes("/token", { ...formHeaders, authorization, Authorization: "Basic eDp5" }, "")
    expect((await sendRaw(url, request)).bytes).toMatch(/^HTTP\/1\.1 401 /)
    const [call] = served.calls("token")
    expect(call && Redacted.value(call.request).headers["authorization"]).toBe(`${authorization}, Basic eDp5`)
  })

  it("refuses a body that is too large, and answers the next request", async () => {
    const { served, url } = await serveInTest(make, { maxBodyBytes: 100 })
    const body = "x".repeat(3_000_000)
    const refused = await fetch(`${url}/token`, { method: "POST", headers: formHeaders, body })
    expect(refused.status).toBe(413)
    expect(await refused.json()).toMatchObject({ error_description: expect.stringContaining("100 bytes") })
    expect(served.journal).toEqual([])
    expect((await ask(`${url}/token`)).status).toBe(200)
  })

  it("takes a body of exactly the size that is allowed, and none of a byte more", async () => {
    const { url } = await serveInTest(make, { maxBodyBytes: clientCredentials.length })
    expect((await ask(`${url}/token`)).status).toBe(200)
    const one = await serveInTest(make, { maxBodyBytes: clientCredentials.length - 1 })
    expect((await ask(`${one.url}/token`)).status).toBe(413)
  })

  it("tells with status 500 what a function of the options throws", async () => {
    const { url } = await serveInTest((issuer) =>
      MockProvider.make({
        issuer,
        clients,
        deviations: {
          checkRequest: () => {
            throw new Error("an approver's mistake")
          }
        }
      })
    )
    const response = await ask(`${url}/token`)
    expect(response.status).toBe(500)
    expect((await response.json()).error_description).toContain("an approver's mistake")
  })

  it("tells with status 500 of a response that HTTP cannot carry", async () => {
    const { url } = await serveInTest((issuer) =>
      MockProvider.make({
        issuer,
        clients,
        deviations: { error: { write: () => ({ headers: { "x-broken": "a\nb" }, body: {} }) } }
      })
    )
    const response = await fetch(`${url}/token`, { method: "POST" })
    expect(response.status).toBe(500)
    expect((await response.json()).error_description).toContain("x-broken")
  })

  it("sends a length that a fault says wrongly, and nothing after it", async () => {
    const { served, url } = await serveInTest(make)
    served.setFaults([
      { action: { _tag: "Respond", status: 200, headers: { "Content-Length": "100" }, body: "short" } }
    ])
    await expect(ask(`${url}/token`).then((response) => response.text())).rejects.toThrow(TypeError)
    const { bytes } = await sendRaw(
      url,
      "POST /token HTTP/1.1\r\nhost: a\r\ncontent-length: 0\r\n\r\n".repeat(2)
    )
    expect(bytes.match(/HTTP\/1\.1/g)?.length).toBe(1)
  })
})

describe("several providers on one port", () => {
  it("are told apart by their paths", async () => {
    const { served, url } = await serve((root) => [make(`${root}/one`), make(`${root}/other`)])
    expect((await ask(`${url}/other/token`)).status).toBe(200)
    expect(served.map(({ journal }) => journal.length)).toEqual([0, 1])
    const paths = ["/.well-known/oauth-authorization-server/one", "/other/.well-known/openid-configuration"]
    const issuers = await Promise.all(
      paths.map(async (path) => (await (await fetch(url + path)).json()).issuer)
    )
    expect(issuers).toEqual([`${url}/one`, `${url}/other`])
  })

  it("are told apart by their hosts where the paths are the same", async () => {
    const providers = [make("https://one.test"), make("https://other.test")]
    await using server = await serve(providers)
    const request = postBytes("/token", formHeaders, clientCredentials)
    await sendRaw(server.url, request.replace("host: provider", "host: other.test"))
    expect(providers.map(({ journal }) => journal.length)).toEqual([0, 1])
  })

  it("cannot have the same URL", async () => {
    await expect(serve((url) => [make(url), make(url)])).rejects.toMatchObject({
      _tag: "SameUrl",
      message: expect.stringMatching(/are to answer at http:\S+\/authorize: give each provider an issuer/)
    })
  })
})

describe("a server that stops", () => {
  it("answers what it was asked before, and nothing after", async () => {
    const { close, served, url } = await serve(make)
    served.setFaults([{ action: { _tag: "Slow", milliseconds: 60_000 } }])
    const asked = ask(`${url}/token`)
    await expect.poll(() => served.journal.length).toBe(1)
    const closed = close()
    served.advanceTime(60_000)
    expect((await asked).status).toBe(200)
    await closed
    await expect(ask(`${url}/token`)).rejects.toThrow(TypeError)
  })

  it("does not wait for who waits without end", async () => {
    const { close, served, url } = await serve(make)
    served.setFaults([
      { nth: 1, action: { _tag: "NeverAnswers" } },
      { nth: 2, action: { _tag: "Slow", milliseconds: 60_000 } }
    ])
    const asked = [ask(`${url}/token`), ask(`${url}/token`)]
    const { hostname, port } = new URL(url)
    const half = connect(Number(port), hostname)
    await once(half, "connect")
    half.write("POST /token HTTP/1.1\r\nhost: a\r\ncontent-le")
    await expect.poll(() => served.journal.length).toBe(2)
    const ended = Promise.allSettled(asked)
    await close()
    expect((await ended).map(({ status }) => status)).toEqual(["rejected", "rejected"])
  })

  it("can be stopped twice", async () => {
    const { close } = await serve(make)
    await Promise.all([close(), close()])
  })
})

describe("a server that cannot start", () => {
  it.each([
    ["a port in use", { port: 0 }, /is in use: choose another/],
    ["a port that is none", { port: 65_536 }, /whole number from 0 to 65535/],
    ["a port below 0", { port: -1 }, /whole number from 0 to 65535/],
    ["half a port", { port: 0.5 }, /whole number from 0 to 65535/],
    ["an address of another machine", { host: "192.0.2.1" }, /192\.0\.2\.1 is no address of this machine/],
    ["a URL that is none", { url: "oauth", control: true }, /^url has to be an http or https URL/],
    ["a URL with a query", { url: "https://oauth.test/?tenant=1" }, /^url has to be .* without query/]
  ])("says why: %s", async (name, options, message) => {
    const { url } = await serveInTest(make)
    const wanted = name === "a port in use" ? { port: Number(new URL(url).port) } : options
    await expect(serve(make, wanted)).rejects.toMatchObject({
      _tag: "CannotListen",
      message: expect.stringMatching(message)
    })
  })

  it("frees its port when the provider cannot be made", async () => {
    const urls: Array<string> = []
    const failing = (url: string): MockProvider => {
      urls.push(url)
      return MockProvider.make({ issuer: "no URL", clients: [] })
    }
    await expect(serve(failing)).rejects.toMatchObject({ _tag: "InvalidProviderOptions" })
    await expect(fetch(urls[0] ?? "")).rejects.toThrow(TypeError)
  })
})
