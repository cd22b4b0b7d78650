/** Dropbox: a description with a link, and an authorization parameter without which no refresh token comes. */
import {
  AuthorizationServer,
  defineApplicationCredentials,
  localImplementation
} from "@application-credentials/sdk"
import { Effect } from "effect"

const server = new AuthorizationServer({
  authorizeUrl: "https://www.dropbox.com/oauth2/authorize",
  tokenUrl: "https://api.dropboxapi.com/oauth2/token"
})

export default defineApplicationCredentials({
  getAuthImplementation: (_host, domain, credential) =>
    Effect.succeed(
      localImplementation({
        domain,
        credential,
        server,
        pkce: true,
        authorizeParameters: { token_access_type: "offline" }
      })
    ),
  getDescriptionPlaceholders: (_host) =>
    Effect.succeed({ console_url: "https://www.dropbox.com/developers/apps" })
})
