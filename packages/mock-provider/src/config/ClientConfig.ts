/** Clients as they are written in JSON. */
import { Schema } from "effect"
import type { ClientOptions } from "../runtime/MockProviderOptions.ts"
import { AuthenticationSchema, clientFields, RedirectUrisSchema } from "../runtime/clientSchemas.ts"

/** Describes a client to register. */
export const ClientConfig = Schema.Struct({
  ...clientFields,
  clientSecret: Schema.optionalKey(
    Schema.RedactedFromValue(Schema.NonEmptyString).annotate({ description: "Left out: a public client." })
  ),
  authentication: Schema.optionalKey(
    AuthenticationSchema.annotate({
      description:
        "How it may authenticate. Default: as the profile's clients do, or else with its secret in either place."
    })
  ),
  redirectUris: Schema.optionalKey(RedirectUrisSchema)
})

/** Describes a client to register. */
export type ClientConfig = typeof ClientConfig.Type

/** Makes the registration of a client, which authenticates as given, or else as the clients of its profile do. */
export const clientFromConfig = (
  client: ClientConfig,
  profileMethods: ClientOptions["authentication"] = ["client_secret_basic", "client_secret_post"]
): ClientOptions => ({
  redirectUris: [],
  authentication: client.clientSecret === undefined ? "none" : profileMethods,
  ...client
})
