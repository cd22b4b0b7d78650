/** Where a provider's authorization server is, and what it says of itself. */
import { Schema } from "effect"

/**
 * Describes a provider's authorization server: its two endpoints, and what its metadata adds to them.
 *
 * URLs are kept byte for byte as they were written, so that they can be judged; `EndpointUrl` says which of them an
 * implementation agrees to use. The other members are those of the metadata with the same name, absent where nobody
 * said: a server without `codeChallengeMethodsSupported` is not asked for PKCE, one without `revocationUrl` is not told
 * that an account was removed, and one without `issuer` cannot be told from another by its callback.
 *
 * @see https://www.rfc-editor.org/rfc/rfc6749#section-3
 * @see https://www.rfc-editor.org/rfc/rfc8414#section-2
 * @category models
 * @since 0.1.0
 */
export class AuthorizationServer extends Schema.Class<AuthorizationServer>(
  "@application-credentials/sdk/AuthorizationServer"
)({
  authorizeUrl: Schema.String,
  tokenUrl: Schema.String,
  issuer: Schema.optionalKey(Schema.String),
  revocationUrl: Schema.optionalKey(Schema.String),
  deviceAuthorizationUrl: Schema.optionalKey(Schema.String),
  codeChallengeMethodsSupported: Schema.optionalKey(Schema.Array(Schema.String)),
  tokenEndpointAuthMethodsSupported: Schema.optionalKey(Schema.Array(Schema.String)),
  authorizationResponseIssParameterSupported: Schema.optionalKey(Schema.Boolean)
}) {}
