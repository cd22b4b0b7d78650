/** A provider as the control API shows it. */
import { Schema } from "effect"
import type { Client } from "../core/Client.ts"
import type { MockProvider } from "../runtime/MockProvider.ts"

/** Describes a client without its secret. */
export const ClientView = Schema.Struct({
  clientId: Schema.String,
  authentication: Schema.Array(Schema.String),
  redirectUris: Schema.Array(Schema.String),
  scopes: Schema.NullOr(Schema.Array(Schema.String)).annotate({ description: "null: anything." }),
  grantTypes: Schema.Array(Schema.String)
})

/** Describes a user. */
export const UserView = Schema.Struct({
  subject: Schema.String,
  claims: Schema.Record(Schema.String, Schema.Json)
})

/** Describes tokens that were minted. */
export const MintedView = Schema.Struct({
  accessToken: Schema.String,
  refreshToken: Schema.optionalKey(Schema.String),
  idToken: Schema.optionalKey(Schema.String),
  scope: Schema.Array(Schema.String)
})

/** Describes a provider: where it is, who is registered, and how far it has come. */
export const ProviderView = Schema.Struct({
  issuer: Schema.String,
  endpoints: Schema.Record(Schema.String, Schema.String),
  pages: Schema.Record(Schema.String, Schema.String),
  clients: Schema.Array(ClientView),
  users: Schema.Array(UserView),
  now: Schema.Number.annotate({ description: "The provider's time, in milliseconds since 1970." }),
  journalLength: Schema.Int.annotate({ description: "How many exchanges there were, kept or not." })
})

/** Shows a client. */
export const viewClient = ({
  authentication,
  clientId,
  grantTypes,
  redirectUris,
  scopes
}: Client): typeof ClientView.Type => ({
  clientId,
  authentication,
  redirectUris,
  scopes: scopes ?? null,
  grantTypes
})

/** Shows a provider. */
export const viewProvider = (provider: MockProvider): typeof ProviderView.Type => ({
  issuer: provider.issuer,
  endpoints: { ...provider.endpoints },
  pages: { ...provider.pages },
  clients: provider.clients.map(viewClient),
  users: provider.users,
  now: provider.now(),
  journalLength: provider.journalLength
})
