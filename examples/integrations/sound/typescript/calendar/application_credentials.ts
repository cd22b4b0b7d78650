/** AniList and its calendar of what is on: the provider's endpoints are all that the host needs to know. */
import { AuthorizationServer, defineApplicationCredentials } from "@application-credentials/sdk"
import { Effect } from "effect"

export default defineApplicationCredentials({
  getAuthorizationServer: (_host) =>
    Effect.succeed(
      new AuthorizationServer({
        authorizeUrl: "https://anilist.co/api/v2/oauth/authorize",
        tokenUrl: "https://anilist.co/api/v2/oauth/token"
      })
    )
})
