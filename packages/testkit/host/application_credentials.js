/** A module that names a server: in its process the host's own implementation runs for all modules of a run. */
import { AuthorizationServer, defineApplicationCredentials } from "@application-credentials/sdk"
import { Effect } from "effect"

export default defineApplicationCredentials({
  getAuthorizationServer: () =>
    Effect.succeed(
      new AuthorizationServer({
        authorizeUrl: "https://authorize.host-twin.example/oauth2/authorize",
        tokenUrl: "https://token.host-twin.example/oauth2/token"
      })
    )
})
