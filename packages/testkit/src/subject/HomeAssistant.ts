/** The versions of Home Assistant that are modelled, and what differs between them. */

/**
 * What is true of one version and not of another. Python's half of the host asks for these by name.
 *
 * @category models
 * @since 0.1.0
 */
export interface HostFacts {
  /** Errors of token requests are also the errors of config entries that say what should happen next. */
  readonly errorsOfEntries: boolean
  /** A token request maps every error of its HTTP client, not only refusals by status. */
  readonly mapsTokenErrors: boolean
  /** A refresh maps whatever error of the HTTP client a module raises, and refuses an answer without a usable token. */
  readonly mapsRefreshErrors: boolean
  /** The session starts re-authentication by itself. */
  readonly startsReauthentication: boolean
  /** An implementation that is gone and one that is away are errors of their own; a stale choice is no crash. */
  readonly implementationErrors: boolean
  /** Abort reasons that Home Assistant words itself, so that an integration need not. */
  readonly wordedAborts: ReadonlyArray<string>
}

/**
 * A modelled version of Home Assistant.
 *
 * @category models
 * @since 0.1.0
 */
export interface HomeAssistant {
  /** The version's name, `YEAR.MONTH`. */
  readonly version: string
  /** The oldest version that behaves so, `YEAR.MONTH`. */
  readonly since: string
  readonly facts: HostFacts
  /** Modules, and names in modules, that a newer version has and this one does not. */
  readonly lacks: ReadonlyArray<string>
}

/**
 * The modelled versions, newest first. Each covers the versions from its `since` up to the next one's.
 *
 * @see https://developers.home-assistant.io/blog
 * @category constants
 * @since 0.1.0
 */
export const homeAssistants: readonly [HomeAssistant, ...ReadonlyArray<HomeAssistant>] = [
  {
    version: "2026.10",
    since: "2026.10",
    facts: {
      errorsOfEntries: true,
      mapsTokenErrors: true,
      mapsRefreshErrors: true,
      startsReauthentication: true,
      implementationErrors: true,
      wordedAborts: [
        "already_in_progress",
        "authorize_url_timeout",
        "cloud_not_connected",
        "missing_credentials",
        "no_devices_found",
        "no_url_available",
        "oauth_error",
        "oauth_failed",
        "oauth_implementation_unavailable",
        "oauth_timeout",
        "oauth_unauthorized",
        "reauth_successful",
        "reconfigure_successful",
        "single_instance_allowed",
        "user_rejected_authorize"
      ]
    },
    lacks: []
  },
  {
    version: "2026.9",
    since: "2026.3",
    facts: {
      errorsOfEntries: false,
      mapsTokenErrors: false,
      mapsRefreshErrors: false,
      startsReauthentication: false,
      implementationErrors: false,
      wordedAborts: []
    },
    lacks: [
      "homeassistant.components.application_credentials.AuthImplementationNotApplicable",
      "homeassistant.exceptions.OAuth2TokenRequestConnectionError",
      "homeassistant.exceptions.UnknownImplementationError",
      "homeassistant.helpers.config_entry_oauth2_flow.OAuth2TokenRequestConnectionError",
      "homeassistant.helpers.config_entry_oauth2_flow.UnknownImplementationError",
      "homeassistant.helpers.config_entry_oauth2_flow._raise_mapped_token_error",
      "homeassistant.helpers.oauth2"
    ]
  }
]

/**
 * The newest modelled version: what modules are checked on unless they support an older one too.
 */
export const newestHomeAssistant: HomeAssistant = homeAssistants[0]

/** The oldest modelled version. */
const oldest: HomeAssistant = homeAssistants.at(-1) ?? newestHomeAssistant

/**
 * The oldest version of Home Assistant whose behaviour is known, `YEAR.MONTH`.
 */
export const oldestKnownVersion: string = oldest.since

/**
 * The model that covers a version such as `2026.4`, `2026.4.1` or `2027.1.0b2`: that of the newest for one that is newer
 * still. Null for what is no version, and for a version older than all that are modelled.
 *
 * @category lookup
 * @since 0.1.0
 */
export const homeAssistantOf = (version: string): HomeAssistant | null =>
  isVersion(version)
    ? (homeAssistants.find(({ since }) => monthsOf(since) <= monthsOf(version)) ?? null)
    : null

/**
 * The models that a module is held to which supports all versions from a minimum on: the newest, and the one that covers
 * the minimum, or else the oldest. Only the newest where the minimum is no version.
 */
export const homeAssistantsFrom = (
  minimum: string
): readonly [HomeAssistant, ...ReadonlyArray<HomeAssistant>] => {
  const least = isVersion(minimum) ? (homeAssistantOf(minimum) ?? oldest) : newestHomeAssistant
  return least === newestHomeAssistant ? [newestHomeAssistant] : [newestHomeAssistant, least]
}

/** Whether a version is another one or newer than it. Both are versions. */
export const isFrom = (version: string, first: string): boolean => monthsOf(version) >= monthsOf(first)

/** A version of Home Assistant is its year and its month, and what follows does not change how it behaves here. */
export const isVersion = (text: string): boolean => /^\d{4}\.(?:0?[1-9]|1[0-2])(?:\D.*)?$/.test(text.trim())

const monthsOf = (version: string): number => {
  const [year, month] = version.trim().split(".").map(Number.parseFloat)
  return (year ?? 0) * 12 + Math.trunc(month ?? 0)
}
