import { assert, describe, it } from "@effect/vitest"
import { Clock, Effect, Redacted } from "effect"
import {
  AuthorizationServer,
  ClientCredential,
  codeGrantRequest,
  localImplementation,
  overrideImplementation,
  secretBasic,
  sendTokenRequest,
  tokenFromResponse
} from "../../src/index.ts"
import type { ClientAuthentication } from "../../src/index.ts"
import { json, makeProvider } from "../Provider.ts"

const server = new AuthorizationServer({
  authorizeUrl: "https://provider.example/authorize",
  tokenUrl: "https://provider.example/token"
})
const credential = new ClientCredential({ clientId: "id", clientSecret: Redacted.make("CLIENTSECRET") })
const grant = { code: Redacted.make("THE-CODE"), redirectUri: "https://home.example/cb" }

describe("a module's own implementation", () => {
  it.effect("authenticates in a way of its own", () =>
    Effect.gen(function* () {
      const basicAndId: ClientAuthentication = (credential) => ({
        ...secretBasic(credential),
        parameters: { client_id: credential.clientId }
      })
      const { seen, layer } = makeProvider(() => json({ access_token: "ACCESSTOKEN" }))
      const implementation = localImplementation({
        domain: "acme",
        credential,
        server,
        clientAuthentication: basicAndId
      })
      yield* Effect.provide(implementation.exchange(grant), layer)
      assert.strictEqual(seen[0]?.headers.get("authorization"), `Basic ${btoa("id:CLIENTSECRET")}`)
      assert.strictEqual(seen[0]?.form.get("client_id"), "id")
      assert.isFalse(seen[0]?.form.has("client_secret"))
    })
  )

  it.effect("adds a header and finds a nested answer with the pieces of the protocol", () =>
    Effect.gen(function* () {
      const client = { domain: "acme", server, credential, clientAuthentication: secretBasic }
      const base = localImplementation({ domain: "acme", credential, server })
      const implementation = overrideImplementation(base, () => ({
        exchange: Effect.fnUntraced(function* (grant) {
          const request = codeGrantRequest(client, grant)
          const response = yield* sendTokenRequest(
            { ...request, headers: { ...request.headers, issuer: "acme" } },
            { unwrap: (members) => members["body"] }
          )
          return tokenFromResponse(response, { receivedAt: (yield* Clock.currentTimeMillis) / 1_000 })
        })
      }))
      const { seen, layer } = makeProvider(() => json({ status: 0, body: { access_token: "NESTEDTOKEN" } }))
      const token = yield* Effect.provide(implementation.exchange(grant), layer)
      assert.strictEqual(Redacted.value(token.accessToken), "NESTEDTOKEN")
      assert.strictEqual(seen[0]?.headers.get("issuer"), "acme")
      assert.strictEqual(implementation.name, base.name)
    })
  )
})
