/** Spotify: the client authenticates with HTTP Basic. */
import {
  AuthorizationServer,
  defineApplicationCredentials,
  localImplementation,
  secretBasic
} from "@application-credentials/sdk"
import { Effect } from "effect"

const server = new AuthorizationServer({
  authorizeUrl: "https://accounts.spotify.com/authorize",
  tokenUrl: "https://accounts.spotify.com/api/token"
})

export default defineApplicationCredentials({
  getAuthImplementation: (_host, domain, credential) =>
    Effect.succeed(
      localImplementation({
        domain,
        credential,
        server,
        clientAuthentication: secretBasic,
        pkce: true,
        scopes: ["user-read-playback-state", "user-modify-playback-state"]
      })
    )
})
