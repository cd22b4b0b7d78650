import { http, HttpResponse } from "msw"
import { setupServer } from "msw/node"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import type { JsonMembers, MockProviderOptions } from "../../src/index.ts"
import { challenged, form, formHeaders, makeHarness, parse, redirectUri, text, verifier } from "../Harness.ts"

const url = "https://client.example/app/metadata.json"
const document: JsonMembers = { client_id: url, client_name: "App", redirect_uris: [redirectUri] }

const network = setupServer()
beforeAll(() => network.listen())
afterAll(() => network.close())

const begin = (clientDocuments: NonNullable<MockProviderOptions["clientDocuments"]>) => {
  const harness = makeHarness({ clientDocuments })
  const asked = {
    response_type: "code",
    client_id: url,
    redirect_uri: redirectUri,
    state: "s",
    ...challenged
  }
  const authorize = (changes: Record<string, string> = {}) =>
    harness.sendLater("GET", `${harness.provider.endpoints.authorize}?${form({ ...asked, ...changes })}`)
  return { ...harness, authorize }
}

describe("a client that a document describes", () => {
  it("links as a public client", async () => {
    const { authorize, provider, sendLater } = begin({ [url]: document })
    const callback = new URL(text((await authorize()).headers["location"]))
    const exchange = {
      grant_type: "authorization_code",
      client_id: url,
      code: text(callback.searchParams.get("code")),
      redirect_uri: redirectUri,
      code_verifier: verifier
    }
    const answer = await sendLater("POST", provider.endpoints.token, formHeaders, form(exchange))
    expect(answer.status).toBe(200)
    expect(provider.clients.map(({ clientId }) => clientId)).toContain(url)
  })

  it("is registered with no other redirect URI, and needs PKCE", async () => {
    const { authorize, rule } = begin({ [url]: document })
    await authorize({ redirect_uri: "https://app.example/other" })
    expect(rule()).toBe("redirect-uri-unregistered")
    await authorize({ code_challenge: "", code_challenge_method: "" })
    expect(rule()).toBe("challenge-missing")
  })

  it.each([
    "http://client.example/app/metadata.json",
    "https://client.example",
    "https://client.example/",
    "https://client.example/a/../metadata.json",
    "https://client.example/%2E%2e/metadata.json",
    "https://user@client.example/metadata.json",
    "https://client.example/metadata.json#fragment"
  ])("is not at %s", async (client_id) => {
    const { authorize, rule } = begin({})
    expect((await authorize({ client_id })).status).toBe(400)
    expect(rule()).toBe("client-document-url")
  })

  it.each<[string, JsonMembers, string]>([
    ["is another's", { ...document, client_id: "https://other.example/m.json" }, "client-document-id"],
    ["has a secret", { ...document, client_secret: "s" }, "client-document-metadata"],
    [
      "wants to send a secret",
      { ...document, token_endpoint_auth_method: "client_secret_post" },
      "client-document-metadata"
    ],
    ["has no redirect URI", { client_id: url }, "client-document-metadata"],
    [
      "has a key, but does not show it",
      { ...document, token_endpoint_auth_method: "private_key_jwt" },
      "client-document-metadata"
    ]
  ])("is not known by a document that %s", async (_, wrong, expected) => {
    const { authorize, rule } = begin({ [url]: wrong })
    await authorize()
    expect(rule()).toBe(expected)
  })

  it("is fetched where a flow begins, anew each time", async () => {
    network.use(http.get(url, () => HttpResponse.json(document)))
    const { authorize, provider, rule } = begin("fetch")
    expect((await authorize()).status).toBe(302)
    network.use(
      http.get(url, () => HttpResponse.json({ ...document, redirect_uris: ["https://new.example/"] }))
    )
    await authorize()
    expect(rule()).toBe("redirect-uri-unregistered")
    network.use(http.get(url, () => new HttpResponse(null, { status: 404 })))
    await authorize()
    expect(rule()).toBe("client-document-unreachable")
    expect(provider.clients.map(({ clientId }) => clientId)).not.toContain(url)
  })

  it.each([
    ["is too long", () => HttpResponse.json({ ...document, client_name: "x".repeat(5_200) })],
    ["is elsewhere", () => HttpResponse.redirect("https://client.example/elsewhere")],
    ["is no JSON", () => HttpResponse.html(JSON.stringify(document))],
    ["is broken", () => HttpResponse.text("{", { headers: { "content-type": "application/json" } })],
    ["cannot be had", () => HttpResponse.error()]
  ])("is not fetched from what %s", async (_, resolver) => {
    network.use(http.get(url, resolver))
    const { authorize, rule } = begin("fetch")
    await authorize()
    expect(rule()).toBe("client-document-unreachable")
  })

  it("is unknown to a provider that takes no documents, which says which it does", async () => {
    const { authorize, rule } = makeHarness()
    authorize({ client_id: url })
    expect(rule()).toBe("authorize-client-unknown")
    const { send, urlOf } = makeHarness({ clientDocuments: {} })
    expect(parse(send("GET", urlOf("metadata")))).toMatchObject({
      client_id_metadata_document_supported: true
    })
  })
})
