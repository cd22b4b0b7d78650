/** A provider as it is written in JSON. */
import { Schema, Struct } from "effect"
import { FaultPlan } from "../faults/FaultPlan.ts"
import { profiles } from "../profiles/profiles.ts"
import { ClientConfig, UserConfig } from "./ClientConfig.ts"
import { ConsentConfig } from "./ConsentConfig.ts"
import { QuirkConfig } from "./QuirkConfig.ts"

const Seconds = Schema.Number.check(Schema.isGreaterThanOrEqualTo(0))
const Count = Schema.Int.check(Schema.isGreaterThanOrEqualTo(0))
const Place = Schema.String.check(
  Schema.isPattern(/^(\/|https?:\/\/)[^#\s]*$/u, {
    message: "Expected a path such as /oauth/token, or an http or https URL"
  })
)
const OptionalPlace = Schema.Union([Place, Schema.Literal(false)])

const Endpoints = Schema.Struct({
  authorize: Place,
  token: Place,
  refresh: Place,
  revoke: OptionalPlace,
  introspect: OptionalPlace,
  pushedAuthorization: OptionalPlace,
  deviceAuthorization: OptionalPlace,
  metadata: OptionalPlace,
  openidConfiguration: OptionalPlace,
  jwks: OptionalPlace,
  userinfo: OptionalPlace,
  resource: OptionalPlace,
  consent: Place,
  deviceVerification: Place
}).mapFields(Struct.map(Schema.optionalKey))

const Lifetimes = Schema.Struct({
  code: Seconds,
  accessToken: Seconds,
  idToken: Seconds,
  refreshToken: Seconds,
  pushedRequest: Seconds,
  deviceCode: Seconds,
  consent: Seconds
}).mapFields(Struct.map(Schema.optionalKey))

const Rotation = Schema.Union([
  Schema.Literals(["none", "rotate"]),
  Schema.Struct({
    mode: Schema.Literals(["none", "rotate"]),
    grace: Schema.optionalKey(
      Schema.Struct({ seconds: Seconds, untilUsed: Schema.Boolean }).mapFields(Struct.map(Schema.optionalKey))
    ),
    reuse: Schema.optionalKey(Schema.Literals(["revoke-family", "refuse"])),
    repeats: Schema.optionalKey(Schema.Boolean),
    maxLive: Schema.optionalKey(Schema.Int.check(Schema.isGreaterThanOrEqualTo(1)))
  })
])

const AccessTokens = Schema.Struct({
  format: Schema.Literals(["opaque", "jwt"]),
  algorithm: Schema.Literals(["RS256", "ES256", "EdDSA"])
}).mapFields(Struct.map(Schema.optionalKey))

const Require = Schema.Struct({
  pkce: Schema.Boolean.annotate({ description: "Left out: of public clients." }),
  pushedAuthorization: Schema.Boolean,
  state: Schema.Boolean,
  redirectUriOnRefresh: Schema.Boolean
}).mapFields(Struct.map(Schema.optionalKey))

const Allow = Schema.Struct({
  plainChallenge: Schema.Boolean,
  missingVerifier: Schema.Boolean,
  verifierWithoutChallenge: Schema.Boolean,
  codeReuse: Schema.Boolean,
  redirectUriPrefix: Schema.Boolean,
  redirectUriSubPath: Schema.Boolean,
  missingResponseType: Schema.Boolean,
  missingGrantType: Schema.Boolean,
  missingRedirectUri: Schema.Boolean,
  duplicateParameters: Schema.Boolean,
  repeatedAuthentication: Schema.Boolean,
  anyAuthenticationMethod: Schema.Boolean,
  secretInUrl: Schema.Boolean,
  unregisteredScope: Schema.Boolean,
  callbackWithoutIssuer: Schema.Boolean,
  userinfoWithoutOpenid: Schema.Boolean,
  accessTokenInUrl: Schema.Boolean
}).mapFields(Struct.map(Schema.optionalKey))

const Device = Schema.Struct({
  interval: Schema.Int.check(Schema.isGreaterThanOrEqualTo(1)),
  pendingPolls: Count
})
const Limits = Schema.Struct({ journal: Count, journalBytes: Count, entries: Count })

/**
 * Describes a provider: the options of `MockProvider.make` that are data, on top of a profile if one is named. Places
 * of endpoints are paths below the provider's own URL, or whole URLs.
 *
 * @category schemas
 * @since 0.1.0
 */
export const ProviderConfig = Schema.Struct({
  profile: Schema.Literals(profiles.map(({ name }) => name)).annotate({
    description: "The real provider that it behaves like."
  }),
  issuer: Schema.String.annotate({ description: "Default: the URL that the provider is served at." }),
  endpoints: Endpoints,
  clients: Schema.Array(ClientConfig),
  users: Schema.Array(UserConfig).check(Schema.isMinLength(1)),
  consent: ConsentConfig,
  faults: FaultPlan,
  quirks: Schema.Array(QuirkConfig),
  rotation: Rotation,
  lifetimes: Lifetimes.annotate({ description: "In seconds." }),
  accessTokens: AccessTokens,
  idTokens: Schema.Boolean.annotate({ description: "Whether the scope openid brings an id token." }),
  require: Require.annotate({ description: "What is asked for beyond the standard." }),
  allow: Allow.annotate({ description: "What is forgiven: each is a weakness." }),
  device: Device.mapFields(Struct.map(Schema.optionalKey)),
  tokenMembers: Schema.Record(Schema.String, Schema.Json).annotate({
    description: "Members added to each token response."
  }),
  limits: Limits.mapFields(Struct.map(Schema.optionalKey))
}).mapFields(Struct.map(Schema.optionalKey))

/**
 * Describes a provider.
 *
 * @category models
 * @since 0.1.0
 */
export type ProviderConfig = typeof ProviderConfig.Type
