/** X: PKCE and HTTP Basic. */
import {
  AuthorizationServer,
  defineApplicationCredentials,
  localImplementation,
  secretBasic
} from "@application-credentials/sdk"
import { Effect } from "effect"

const server = new AuthorizationServer({
  authorizeUrl: "https://x.com/i/oauth2/authorize",
  tokenUrl: "https://api.x.com/2/oauth2/token"
})

export default defineApplicationCredentials({
  getAuthImplementation: (_host, domain, credential) =>
    Effect.succeed(
      localImplementation({
        domain,
        credential,
        server,
        pkce: true,
        clientAuthentication: secretBasic,
        scopes: ["tweet.read", "users.read", "offline.access"]
      })
    )
})
