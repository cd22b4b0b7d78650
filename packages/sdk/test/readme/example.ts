import {
  AuthorizationServer,
  ClientCredential,
  CredentialStore,
  defineApplicationCredentials,
  layerMemory,
  LinkingFlow,
  localImplementation,
  OAuth2Session,
  secretBasic
} from "@application-credentials/sdk"
import type { Token } from "@application-credentials/sdk"
import { Effect, Redacted, Schema } from "effect"
import { HttpClient, HttpClientRequest, HttpClientResponse } from "effect/http"

// acme/application_credentials.ts: the module of an integration.
export const acme = defineApplicationCredentials({
  getAuthImplementation: (_host, authDomain, credential) =>
    Effect.succeed(
      localImplementation({
        domain: authDomain,
        credential,
        server: new AuthorizationServer({
          authorizeUrl: "https://acme.test/oauth/authorize",
          tokenUrl: "https://acme.test/oauth/token"
        }),
        clientAuthentication: secretBasic,
        pkce: true,
        scopes: ["devices.read"]
      })
    )
})

// Asks whose account it is, so that none is linked twice, and none is taken for another.
const identify = Effect.fnUntraced(function* ({ accessToken }: Token) {
  const client = yield* HttpClient.HttpClient
  const request = HttpClientRequest.get("https://api.acme.test/me")
  const response = yield* client.execute(HttpClientRequest.bearerToken(request, accessToken))
  const { id, name } = yield* HttpClientResponse.schemaBodyJson(Person)(response)
  return { uniqueId: id, title: name }
})
const Person = Schema.Struct({ id: Schema.String, name: Schema.String })

// The host: stores the user's credential, sends the user to the provider, and takes the callback.
export const linkAcme = (visit: (url: string) => Effect.Effect<URLSearchParams>) =>
  Effect.gen(function* () {
    const credentials = yield* CredentialStore
    const flow = yield* LinkingFlow
    const session = yield* OAuth2Session

    yield* credentials.create({
      domain: "acme",
      credential: new ClientCredential({ clientId: "my-client", clientSecret: Redacted.make("my-secret") })
    })
    const started = yield* flow.start({ domain: "acme" })
    if (started.type !== "external") return started
    const finished = yield* flow.callback(yield* visit(started.url))
    if (finished.type !== "create_entry") return finished
    return yield* session.validToken(finished.account.id)
  })

// `layerModuleServices` provides what this layer needs: HTTP, random bytes and digests.
export const instance = layerMemory({
  integrations: [{ domain: "acme", module: acme, identify }],
  host: { externalUrl: "https://home.test" }
})
