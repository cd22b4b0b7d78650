/** A user's own OAuth 2 client at a provider. */
import { Schema } from "effect"

/**
 * Holds the client id and secret that a user registered at a provider.
 *
 * `clientSecret` is empty for a public client. `name` is what the user calls it; without one, interfaces show the
 * client id.
 *
 * @see https://www.rfc-editor.org/rfc/rfc6749#section-2.3
 * @category models
 * @since 0.1.0
 */
export class ClientCredential extends Schema.Class<ClientCredential>(
  "@application-credentials/sdk/ClientCredential"
)({
  clientId: Schema.String,
  clientSecret: Schema.RedactedFromValue(Schema.String),
  name: Schema.optionalKey(Schema.String)
}) {
  /** Gives the name that people see: the credential's own, or else the client id. */
  get displayName(): string {
    return this.name === undefined || this.name === "" ? this.clientId : this.name
  }
}
