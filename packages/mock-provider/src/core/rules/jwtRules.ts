/** The rules of the JWTs by which clients prove who they are, which key they have, and whom they act for. */
import type { Rule } from "./Rule.ts"
import { dpop, rule } from "./Rule.ts"

/** Lists the rules of the JWTs that clients send. */
export const jwtRules = {
  // Client authentication
  "client-assertion-type": rule(
    "invalid_client",
    401,
    "client_assertion_type is not that of a JWT.",
    "RFC 7523, 2.2"
  ),
  "client-assertion-syntax": rule(
    "invalid_client",
    401,
    "client_assertion is not a JWT with a subject.",
    "RFC 7523, 3"
  ),
  "client-assertion-subject": rule(
    "invalid_client",
    401,
    "iss and sub of the client assertion are not both the client id.",
    "RFC 7523, 3; OpenID Connect Core 1.0, 9"
  ),
  "client-assertion-signature": rule(
    "invalid_client",
    401,
    "No key of the client has signed the client assertion.",
    "RFC 7523, 3"
  ),
  "client-assertion-audience": rule(
    "invalid_client",
    401,
    "The client assertion is for another audience than the issuer or this endpoint.",
    "RFC 7523, 3; RFC 9126, 2"
  ),
  "client-assertion-time": rule(
    "invalid_client",
    401,
    "The client assertion has no exp, has expired, or is not yet good.",
    "RFC 7523, 3"
  ),
  "client-assertion-jti": rule(
    "invalid_client",
    401,
    "The client assertion has no jti, or was used before.",
    "OpenID Connect Core 1.0, 9; RFC 7523, 3"
  ),

  // Grant urn:ietf:params:oauth:grant-type:jwt-bearer
  "assertion-missing": rule("invalid_request", 400, "assertion is missing.", "RFC 7523, 2.1"),
  "assertion-syntax": rule("invalid_grant", 400, "The assertion is not a JWT.", "RFC 7523, 3 and 3.1"),
  "assertion-issuer": rule(
    "invalid_grant",
    400,
    "Nobody whom the provider trusts has issued the assertion.",
    "RFC 7523, 3"
  ),
  "assertion-signature": rule(
    "invalid_grant",
    400,
    "No key of its issuer has signed the assertion.",
    "RFC 7523, 3"
  ),
  "assertion-audience": rule(
    "invalid_grant",
    400,
    "The assertion is for another audience than the issuer or the token endpoint.",
    "RFC 7523, 3"
  ),
  "assertion-time": rule(
    "invalid_grant",
    400,
    "The assertion has no exp, has expired, or is not yet good.",
    "RFC 7523, 3"
  ),
  "assertion-subject": rule(
    "invalid_grant",
    400,
    "The subject of the assertion is no user of the provider.",
    "RFC 7523, 3"
  ),
  "assertion-reused": rule("invalid_grant", 400, "The assertion was used before.", "RFC 7523, 3"),

  // Grant urn:ietf:params:oauth:grant-type:token-exchange
  "exchange-token-missing": rule(
    "invalid_request",
    400,
    "subject_token or subject_token_type is missing.",
    "RFC 8693, 2.1"
  ),
  "exchange-token-type": rule(
    "invalid_request",
    400,
    "Only access tokens and id tokens can be exchanged, and only access tokens act.",
    "RFC 8693, 2.1 and 3"
  ),
  "exchange-token-dead": rule(
    "invalid_request",
    400,
    "subject_token or actor_token is unknown, expired or revoked.",
    "RFC 8693, 2.2.2"
  ),
  "exchange-actor-type": rule(
    "invalid_request",
    400,
    "actor_token_type comes with actor_token, and not without it.",
    "RFC 8693, 2.1"
  ),
  "exchange-requested-type": rule(
    "invalid_request",
    400,
    "Only access tokens can be requested.",
    "RFC 8693, 2.1 and 3"
  ),
  "exchange-audience": rule(
    "invalid_target",
    400,
    "audience names no client and no resource of the provider.",
    "RFC 8693, 2.2.2"
  ),

  // Tokens that are bound to keys
  "dpop-jkt-syntax": rule("invalid_request", 400, "dpop_jkt is not a SHA-256 thumbprint.", "RFC 9449, 10"),
  "dpop-proof-missing": rule(
    "invalid_dpop_proof",
    400,
    "The request has no DPoP proof, and needs one.",
    "RFC 9449, 5 and 7.1",
    dpop
  ),
  "dpop-proof-syntax": rule(
    "invalid_dpop_proof",
    400,
    "The DPoP proof is not one JWT of the type dpop+jwt with a public key and with jti, htm, htu and iat.",
    "RFC 9449, 4.2 and 4.3",
    dpop
  ),
  "dpop-proof-signature": rule(
    "invalid_dpop_proof",
    400,
    "The key of the DPoP proof has not signed it.",
    "RFC 9449, 4.3",
    dpop
  ),
  "dpop-proof-target": rule(
    "invalid_dpop_proof",
    400,
    "The DPoP proof is for another method or URL.",
    "RFC 9449, 4.3",
    dpop
  ),
  "dpop-proof-time": rule(
    "invalid_dpop_proof",
    400,
    "The DPoP proof was not made within the last minute or so.",
    "RFC 9449, 4.3 and 11.1",
    dpop
  ),
  "dpop-proof-reused": rule(
    "invalid_dpop_proof",
    400,
    "The DPoP proof was used before.",
    "RFC 9449, 11.1",
    dpop
  ),
  "dpop-proof-token": rule(
    "invalid_dpop_proof",
    400,
    "ath of the DPoP proof is not the hash of the access token.",
    "RFC 9449, 4.3",
    dpop
  ),
  "dpop-nonce": rule(
    "use_dpop_nonce",
    400,
    "The DPoP proof has no nonce that is good now.",
    "RFC 9449, 8 and 9",
    dpop
  ),
  "dpop-key": rule(
    "invalid_grant",
    400,
    "The code or the refresh token is bound to another key.",
    "RFC 9449, 5 and 10"
  ),
  "access-token-dpop": rule(
    "invalid_token",
    401,
    "The access token is bound to another key, or to none, or is not sent as DPoP.",
    "RFC 9449, 7.1 and 7.2",
    dpop
  )
} as const satisfies Record<string, Rule>
