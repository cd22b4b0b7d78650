/** Where a provider's authorization server is. */
import { Schema } from "effect"

/**
 * Describes a provider's authorization server by its two endpoints.
 *
 * Both are kept byte for byte as the module wrote them, so that they can be judged; `EndpointUrl` says which of them
 * an implementation agrees to use.
 *
 * @see https://www.rfc-editor.org/rfc/rfc6749#section-3
 * @category models
 * @since 0.1.0
 */
export class AuthorizationServer extends Schema.Class<AuthorizationServer>(
  "@application-credentials/sdk/AuthorizationServer"
)({
  authorizeUrl: Schema.String,
  tokenUrl: Schema.String
}) {}
