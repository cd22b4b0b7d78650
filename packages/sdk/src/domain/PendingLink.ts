/** A linking flow that waits for the user or for the provider's callback. */
import { Schema } from "effect"
import { DeviceAuthorization } from "./DeviceAuthorization.ts"

/**
 * The sources of a flow that a discovery began.
 *
 * @see homeassistant/helpers/config_entry_oauth2_flow.py, AbstractOAuth2FlowHandler
 * @category constants
 * @since 0.1.0
 */
export const discoverySources = ["bluetooth", "dhcp", "homekit", "ssdp", "zeroconf"] as const

/**
 * Schema of the reason why a flow began: a user adds an account, an account has to be authorized again (`reauth`), its
 * user wants to (`reconfigure`), or a device was discovered. `cause` is `refresh` where the session began it, since the
 * account's token could not be renewed: it ends by itself once that can be done again.
 *
 * @see homeassistant/config_entries.py, SOURCE_USER
 * @category schemas
 * @since 0.1.0
 */
export const LinkSource = Schema.Union([
  Schema.Struct({ type: Schema.Literals(["user", ...discoverySources]) }),
  Schema.Struct({
    type: Schema.Literals(["reauth", "reconfigure"]),
    accountId: Schema.String,
    cause: Schema.optionalKey(Schema.Literal("refresh"))
  })
])

/**
 * Says why a flow began.
 *
 * @category models
 * @since 0.1.0
 */
export type LinkSource = typeof LinkSource.Type

/**
 * Schema of what a flow waits for: a confirmation (`oauth_discovery`, `reauth_confirm`), a credential
 * (`missing_credentials`), a choice (`pick_implementation`), the provider's callback (`auth`), a token that comes without
 * one over a connection of this process's (`delivery`), or the user on another device (`device`).
 *
 * `implementation` is the auth domain of the one that the user was sent to the provider by, and `clientId` the client of its
 * credential, where it has one: a code is for that client alone. Of `auth`, `state` is the
 * one state that the callback may carry; the PKCE verifier lives here and nowhere else, and so does the device code.
 * `nextPollAt` is when the provider may be asked for the device's token again, in seconds since 1970.
 *
 * @category schemas
 * @since 0.1.0
 */
export const LinkStep = Schema.Union([
  Schema.Struct({
    id: Schema.Literals(["oauth_discovery", "reauth_confirm", "missing_credentials", "pick_implementation"])
  }),
  Schema.Struct({
    id: Schema.Literal("auth"),
    implementation: Schema.String,
    redirectUri: Schema.String,
    state: Schema.RedactedFromValue(Schema.String),
    clientId: Schema.optionalKey(Schema.String),
    codeVerifier: Schema.optionalKey(Schema.RedactedFromValue(Schema.String))
  }),
  Schema.Struct({ id: Schema.Literal("delivery"), implementation: Schema.String }),
  Schema.Struct({
    id: Schema.Literal("device"),
    implementation: Schema.String,
    clientId: Schema.optionalKey(Schema.String),
    authorization: DeviceAuthorization,
    nextPollAt: Schema.Finite
  })
])

/**
 * Names what a flow can wait for.
 *
 * @category models
 * @since 0.1.0
 */
export type LinkStepId = LinkStep["id"]

/**
 * Says what a flow waits for.
 *
 * @category models
 * @since 0.1.0
 */
export type LinkStep = typeof LinkStep.Type

/**
 * Holds a flow between two requests. `frontendBase` is the base URL under which the user's browser reached the frontend;
 * `browser` is what tells that browser from others, where the host can. `device` is there where the user will authorize
 * on another device. `owner` is the host's user who began it. `expiresAt` is in seconds since 1970.
 *
 * Encoding reveals the secrets: it is for storage.
 *
 * @category models
 * @since 0.1.0
 */
export class PendingLink extends Schema.Class<PendingLink>("@application-credentials/sdk/PendingLink")({
  flowId: Schema.String,
  domain: Schema.String,
  source: LinkSource,
  step: LinkStep,
  frontendBase: Schema.optionalKey(Schema.String),
  browser: Schema.optionalKey(Schema.RedactedFromValue(Schema.String)),
  device: Schema.optionalKey(Schema.Boolean),
  owner: Schema.optionalKey(Schema.String),
  expiresAt: Schema.Finite
}) {}

/**
 * How long a flow may take, in seconds, from its beginning and again from each step that the user takes.
 *
 * @category constants
 * @since 0.1.0
 */
export const linkLifetime = 600

/**
 * How long a flow waits, in seconds, for a user who did not begin it: a discovery or a re-authentication.
 *
 * @category constants
 * @since 0.1.0
 */
export const confirmationLifetime = 604_800
