/** What a request to a provider may take, and how it fails where it takes more. */
import { Data } from "effect"
import type { Duration } from "effect"

/**
 * The limits of a request to a provider: 30 s until the answer is there whole, and 1 MiB of it.
 *
 * @see homeassistant/helpers/config_entry_oauth2_flow.py, OAUTH_TOKEN_TIMEOUT_SEC
 * @category constants
 * @since 0.1.0
 */
export const requestLimits = { timeout: "30 seconds", bytes: 1_048_576 } as const satisfies {
  timeout: Duration.Input
  bytes: number
}

/** Says that there is no answer. It holds nothing of the request. */
export class NoResponse extends Data.TaggedError("NoResponse")<{
  readonly reason: "connection" | "timeout"
}> {}

/** Says that the answer is longer than `requestLimits` allows. */
export class ResponseTooLarge extends Data.TaggedError("ResponseTooLarge")<{ readonly status: number }> {}
