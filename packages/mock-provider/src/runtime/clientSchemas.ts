/** What a client may be, as schemas. */
import { Schema } from "effect"
import { grantTypes } from "../core/Client.ts"

const Method = Schema.Literals([
  "client_secret_basic",
  "client_secret_jwt",
  "client_secret_post",
  "none",
  "private_key_jwt"
])

/** A key. What is right of it, `jose` says when it is used: only its kind is checked here. */
export const Jwk = Schema.Record(Schema.String, Schema.Json).check(
  Schema.makeFilter((key) => ["RSA", "EC", "OKP"].includes(`${key["kty"]}`), {
    expected: "a key as a JWK, with kty RSA, EC or OKP"
  })
)

/** A method of client authentication, or several. */
export const AuthenticationSchema = Schema.Union([
  Method,
  Schema.Array(Method).check(
    Schema.isMinLength(1, { expected: 'at least one method ("none" for a public client)' })
  )
])

// Printable ASCII without a fragment: what a Location field can carry back (RFC 6749, 3.1.2).
const RedirectUri = Schema.String.check(
  Schema.isPattern(/^[A-Za-z][A-Za-z0-9+.-]*:[\x21\x22\x24-\x7E]+$/u, {
    expected: "an absolute redirect URI of printable characters without a fragment"
  })
)

/** The redirect URIs of a client. */
export const RedirectUrisSchema = Schema.Array(RedirectUri).annotate({
  description: "Compared exactly, apart from the port of 127.0.0.1 and [::1]."
})

/** What a client has in code and in JSON alike. */
export const clientFields = {
  clientId: Schema.NonEmptyString,
  scopes: Schema.optionalKey(
    Schema.Array(Schema.String).annotate({ description: "What it may be granted. Default: anything." })
  ),
  grantTypes: Schema.optionalKey(
    Schema.Array(Schema.Literals(grantTypes)).annotate({
      description: "Default: authorization_code and refresh_token."
    })
  ),
  accessTokens: Schema.optionalKey(Schema.Literals(["opaque", "jwt"])),
  jwks: Schema.optionalKey(
    Schema.Struct({ keys: Schema.Array(Jwk) }).annotate({
      description: "The public keys by which it signs JWTs (private_key_jwt)."
    })
  ),
  postLogoutRedirectUris: Schema.optionalKey(RedirectUrisSchema),
  dpopBound: Schema.optionalKey(
    Schema.Boolean.annotate({ description: "Whether all of its tokens are bound to a key (RFC 9449)." })
  )
}
