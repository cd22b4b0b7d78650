/** The refusal of an endpoint that no secret may be sent to. */
import { Schema } from "effect"

/**
 * Says that an endpoint of a module's authorization server cannot be used: it is no absolute URL, is not https (http
 * is for loopback only), carries a fragment or user information, or a callback named a server that is not the
 * provider's.
 *
 * @see https://www.rfc-editor.org/rfc/rfc6749#section-3
 * @category errors
 * @since 0.1.0
 */
export class AuthorizationServerInvalid extends Schema.TaggedError<AuthorizationServerInvalid>()(
  "AuthorizationServerInvalid",
  {
    domain: Schema.String,
    endpoint: Schema.Literals([
      "authorizeUrl",
      "tokenUrl",
      "revocationUrl",
      "deviceAuthorizationUrl",
      "accountLinkUrl",
      "issuer"
    ]),
    reason: Schema.Literals(["notAbsolute", "notHttps", "fragment", "userInformation", "notTheProviders"]),
    message: Schema.String
  }
) {}
