/** Clients and users as they are written in JSON. */
import { Schema } from "effect"
import { deviceCodeGrant } from "../core/Client.ts"
import type { ClientOptions } from "../runtime/MockProviderOptions.ts"

const AuthenticationMethod = Schema.Literals(["client_secret_basic", "client_secret_post", "none"])

/**
 * Describes a client to register.
 *
 * @category schemas
 * @since 0.1.0
 */
export const ClientConfig = Schema.Struct({
  clientId: Schema.NonEmptyString,
  clientSecret: Schema.optionalKey(
    Schema.RedactedFromValue(Schema.NonEmptyString).annotate({ description: "Left out: a public client." })
  ),
  authentication: Schema.optionalKey(
    Schema.Union([AuthenticationMethod, Schema.Array(AuthenticationMethod)]).annotate({
      description:
        "How it may authenticate. Default: as the profile's clients do, or else with its secret in either place."
    })
  ),
  redirectUris: Schema.optionalKey(
    Schema.Array(Schema.String).annotate({
      description: "Compared exactly, apart from the port of 127.0.0.1 and [::1]. Default: none."
    })
  ),
  scopes: Schema.optionalKey(
    Schema.Array(Schema.String).annotate({ description: "What it may be granted. Default: anything." })
  ),
  grantTypes: Schema.optionalKey(
    Schema.Array(
      Schema.Literals(["authorization_code", "refresh_token", "client_credentials", deviceCodeGrant])
    ).annotate({ description: "Default: authorization_code and refresh_token." })
  ),
  accessTokens: Schema.optionalKey(Schema.Literals(["opaque", "jwt"]))
})

/**
 * Describes a client to register.
 *
 * @category models
 * @since 0.1.0
 */
export type ClientConfig = typeof ClientConfig.Type

/**
 * Makes the registration of a client, which authenticates as given, or else as the clients of its profile do.
 *
 * @category conversions
 * @since 0.1.0
 */
export const clientFromConfig = (
  client: ClientConfig,
  profileMethods: ClientOptions["authentication"] = ["client_secret_basic", "client_secret_post"]
): ClientOptions => ({
  redirectUris: [],
  authentication: client.clientSecret === undefined ? "none" : profileMethods,
  ...client
})

/**
 * Describes a user to register: the subject that tokens name, and the claims that userinfo gives.
 *
 * @category schemas
 * @since 0.1.0
 */
export const UserConfig = Schema.Struct({
  subject: Schema.NonEmptyString,
  claims: Schema.optionalKey(Schema.Record(Schema.String, Schema.Json))
})
