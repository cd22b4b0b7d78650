/** What a requirement is. The requirements themselves are the data files beside this one, a file a family. */

/**
 * How binding a requirement is, in the sense of RFC 2119.
 *
 * @category models
 * @since 0.1.0
 */
export type Level = "MUST" | "SHOULD"

/**
 * The families of requirements, in the order of the report.
 *
 * @category models
 * @since 0.1.0
 */
export const families = {
  MOD: "The module",
  SRV: "The authorization server",
  AUT: "The authorization request",
  TOK: "The code exchange",
  REF: "Refresh",
  IMP: "The implementation's identity",
  SEC: "Secrets",
  PLH: "Description placeholders",
  PKG: "The integration's files",
  FLO: "The config flow"
} as const

/**
 * A family's code, such as `AUT`.
 *
 * @category models
 * @since 0.1.0
 */
export type Family = keyof typeof families

/**
 * A requirement's id, such as `AUT-2`. Once released, an id keeps its meaning.
 *
 * @category models
 * @since 0.1.0
 */
export type RequirementId = `${Family}-${number}`

/**
 * One rule that an `application_credentials` module is held to.
 *
 * @category models
 * @since 0.1.0
 */
export interface Requirement {
  readonly id: RequirementId
  readonly level: Level
  /** A sentence in the present tense, true of a sound module. */
  readonly title: string
  /** What goes wrong for users when it is broken. */
  readonly rationale: string
  readonly source: { readonly name: string; readonly url: string }
  /** How to fix a module that breaks it, in each language. */
  readonly fix: string
  /** What differs between versions of Home Assistant, where something does. */
  readonly versions?: string
}
