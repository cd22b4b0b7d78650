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
import { Effect, Redacted } from "effect"

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
  integrations: [{ domain: "acme", module: acme }],
  host: { externalUrl: "https://home.test" }
})
