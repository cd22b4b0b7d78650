/** Google Calendar: the provider's endpoints are all that the host needs to know. */
import { AuthorizationServer, defineApplicationCredentials } from "@application-credentials/sdk"
import { Effect } from "effect"

export default defineApplicationCredentials({
  getAuthorizationServer: (_host) =>
    Effect.succeed(
      new AuthorizationServer({
        authorizeUrl: "https://accounts.google.com/o/oauth2/v2/auth",
        tokenUrl: "https://oauth2.googleapis.com/token"
      })
    )
})
