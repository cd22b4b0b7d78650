/** A provider as it is written in JSON. */
import { Schema, Struct } from "effect"
import { profiles } from "../profiles/profiles.ts"
import { ConsentSchema, endpointsSchema, providerFields } from "../runtime/optionSchemas.ts"
import { Seconds } from "../runtime/timeSchemas.ts"
import { ClientConfig } from "./ClientConfig.ts"
import { QuirkConfig } from "./QuirkConfig.ts"

const Place = Schema.String.check(
  Schema.isPattern(/^(\/|https?:\/\/)[^#\s]*$/u, {
    expected: "a path such as /oauth/token, or an http or https URL"
  })
)

/**
 * Describes a provider: the options of `MockProvider.make` that are data, on top of a profile if one is named. Places
 * of endpoints are paths below the provider's own URL, or whole URLs.
 */
export const ProviderConfig = Schema.Struct({
  profile: Schema.Literals(profiles.map(({ name }) => name)).annotate({
    description: "The real provider that it behaves like.",
    expected: "the name of a profile, as mock-oauth-provider profiles lists them"
  }),
  issuer: Schema.String.annotate({ description: "Default: the URL that the provider is served at." }),
  endpoints: endpointsSchema(Place),
  clients: Schema.Array(ClientConfig),
  consent: ConsentSchema,
  quirks: Schema.Array(QuirkConfig),
  ...providerFields(Seconds)
}).mapFields(Struct.map(Schema.optionalKey))

/** Describes a provider. */
export type ProviderConfig = typeof ProviderConfig.Type
