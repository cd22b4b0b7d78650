/** Faulty: after a refresh it keeps only what the provider sent, and so loses the refresh token. */
import {
  AuthorizationServer,
  defineApplicationCredentials,
  localImplementation,
  overrideImplementation,
  Token
} from "@application-credentials/sdk"
import { Effect } from "effect"

const server = new AuthorizationServer({
  authorizeUrl: "https://www.dropbox.com/oauth2/authorize",
  tokenUrl: "https://api.dropboxapi.com/oauth2/token"
})

export default defineApplicationCredentials({
  getAuthImplementation: (_host, domain, credential) =>
    Effect.succeed(
      overrideImplementation(localImplementation({ domain, credential, server }), (base) => ({
        refresh: (token) =>
          base
            .refresh(token)
            .pipe(
              Effect.map(
                ({ accessToken, expiresAt, expiresIn, tokenType }) =>
                  new Token({ accessToken, expiresAt, expiresIn, tokenType })
              )
            )
      }))
    )
})
