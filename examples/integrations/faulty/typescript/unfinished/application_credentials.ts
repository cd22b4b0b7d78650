/** Faulty: the token endpoint is a left-over, and a placeholder of the description is not filled. */
import { AuthorizationServer, defineApplicationCredentials } from "@application-credentials/sdk"
import { Effect } from "effect"

export default defineApplicationCredentials({
  getAuthorizationServer: (_host) =>
    Effect.succeed(
      new AuthorizationServer({
        authorizeUrl: "https://accounts.google.com/o/oauth2/v2/auth",
        tokenUrl: "http://YOUR_PROVIDER/oauth/token"
      })
    ),
  getDescriptionPlaceholders: (_host) =>
    Effect.succeed({ console_url: "https://console.cloud.google.com/apis/credentials" })
})
