/** What a provider gives a device that asks for access. */
import type { Redacted } from "effect"

/**
 * Holds the codes of a device flow: `deviceCode` to poll with, `userCode` for the user to enter at `verificationUri`.
 * `expiresIn` and `interval`, the least time between two polls, are in seconds.
 *
 * @see https://www.rfc-editor.org/rfc/rfc8628#section-3.2
 */
export interface DeviceCode {
  readonly deviceCode: Redacted.Redacted
  readonly userCode: string
  readonly verificationUri: string
  readonly verificationUriComplete?: string
  readonly expiresIn: number
  readonly interval: number
}
