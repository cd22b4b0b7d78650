/** The first message of a connection: who is there. */
import { Effect, Redacted, Schema } from "effect"
import { AccessTokenInvalid, AccessTokens } from "./AccessTokens.ts"
import type { User } from "./AccessTokens.ts"
import { describeFault } from "./describeFault.ts"

const decodeAuth = Schema.decodeUnknownEffect(
  Schema.Struct({
    type: Schema.Literal("auth"),
    access_token: Schema.optionalKey(Schema.RedactedFromValue(Schema.String))
  }),
  { onExcessProperty: "error" }
)

/**
 * Tells whose a connection is by the message that it begins with, or what to answer to whoever is not let in.
 *
 * @see homeassistant/components/websocket_api/auth.py, AuthPhase
 */
export const authenticate = Effect.fnUntraced(function* (
  message: unknown
): Effect.fn.Return<User, AccessTokenInvalid, AccessTokens> {
  const { access_token } = yield* Effect.mapError(
    decodeAuth(message),
    (error) =>
      new AccessTokenInvalid({ message: `Auth message incorrectly formatted: ${describeFault(error)}` })
  )
  if (access_token === undefined || Redacted.value(access_token) === "") return yield* missing
  const tokens = yield* AccessTokens
  return yield* tokens.verify(access_token)
})

const missing = new AccessTokenInvalid({ message: "Invalid access token or password" })
