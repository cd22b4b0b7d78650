/** Faulty: it logs the authorization code and the token for debugging. */
import {
  AuthorizationServer,
  defineApplicationCredentials,
  localImplementation,
  overrideImplementation
} from "@application-credentials/sdk"
import { Effect, Redacted } from "effect"

const server = new AuthorizationServer({
  authorizeUrl: "https://accounts.spotify.com/authorize",
  tokenUrl: "https://accounts.spotify.com/api/token"
})

export default defineApplicationCredentials({
  getAuthImplementation: (_host, domain, credential) =>
    Effect.succeed(
      overrideImplementation(localImplementation({ domain, credential, server }), (base) => ({
        exchange: (options) =>
          base
            .exchange(options)
            .pipe(
              Effect.tap((token) =>
                Effect.logDebug(
                  `code ${Redacted.value(options.code)} gave ${Redacted.value(token.accessToken)}`
                )
              )
            )
      }))
    )
})
