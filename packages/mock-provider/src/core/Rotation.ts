/** What becomes of a refresh token when it is used. */

/**
 * Describes the rotation of refresh tokens.
 *
 * @see https://www.rfc-editor.org/rfc/rfc9700#section-4.14.2
 * @category models
 * @since 0.1.0
 */
export interface RotationOptions {
  /** `none`: a refresh token stays good and no new one is sent. `rotate`: each use sends a new one. */
  readonly mode: "none" | "rotate"
  /** How long a replaced refresh token is still good, for clients that lost the answer. Default: not at all. */
  readonly grace?: RotationGrace
  /** What the use of a replaced one does beside being refused. Default: `revoke-family`, all of the same grant. */
  readonly reuse?: "revoke-family" | "refuse"
  /** Whether mode `none` sends the refresh token again with each answer. Default: false. */
  readonly repeats?: boolean
  /** How many grants with refresh tokens one client and user have at most; a new one revokes the oldest. */
  readonly maxLive?: number
}

/**
 * Describes the grace of a replaced refresh token: it ends with the first that comes of a time, in seconds, and the
 * first use of an access token or of a refresh token that came with its replacement.
 *
 * @category models
 * @since 0.1.0
 */
export interface RotationGrace {
  readonly seconds?: number
  readonly untilUsed?: boolean
}

/**
 * Describes the rotation in full, or names the plain kinds of it: `none` and `rotate`.
 *
 * @category models
 * @since 0.1.0
 */
export type Rotation = "none" | "rotate" | RotationOptions

/** Describes the rotation as the core uses it; times are milliseconds. */
export interface RotationPolicy {
  readonly rotates: boolean
  /** Whether an answer to a refresh request repeats the refresh token, where no new one replaces it. */
  readonly repeats: boolean
  /** How long a replaced token stays good: 0 for not at all, `Infinity` for until its replacement is used. */
  readonly graceMillis: number
  readonly graceEndsWithUse: boolean
  readonly reuseRevokes: boolean
  readonly maxLive: number
}

/** Makes the policy of the options. */
export const makeRotationPolicy = (rotation: Rotation): RotationPolicy => {
  const options: RotationOptions = typeof rotation === "string" ? { mode: rotation } : rotation
  const { grace, maxLive, mode, repeats, reuse } = options
  return {
    rotates: mode === "rotate",
    repeats: repeats ?? false,
    graceMillis: grace === undefined ? 0 : (grace.seconds ?? (grace.untilUsed ? Infinity : 0)) * 1000,
    graceEndsWithUse: grace?.untilUsed ?? false,
    reuseRevokes: reuse !== "refuse",
    maxLive: maxLive ?? Infinity
  }
}
