/** An account that a user linked: Home Assistant's config entry, as far as OAuth goes. */
import { Schema } from "effect"
import { Token } from "./Token.ts"

/**
 * Holds a linked account.
 *
 * `authImplementation` is the `domain` of the implementation that linked it and will refresh it. `uniqueId` is the
 * provider's own id of the account, where the integration can tell.
 *
 * @category models
 * @since 0.1.0
 */
export class LinkedAccount extends Schema.Class<LinkedAccount>("@application-credentials/sdk/LinkedAccount")({
  id: Schema.String,
  domain: Schema.String,
  title: Schema.String,
  authImplementation: Schema.String,
  uniqueId: Schema.optionalKey(Schema.String),
  token: Token
}) {}
